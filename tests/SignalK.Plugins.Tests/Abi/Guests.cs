using System.Buffers;
using System.Text;
using SignalK.Plugins.Abi;
using SignalK.Plugins.Running;
using SignalK.Wasm;
using SignalK.Wasm.Tests.Contract;

namespace SignalK.Plugins.Tests.Abi;

/// <summary>Guests from bytes, and their calls in one line.</summary>
static class Guests
{
    public static GuestOptions Options { get; } = new() { Package = "@test/guest" };

    public static Guest Create(string engine, ModuleBuilder module, IGuestHost? host = null, GuestOptions? options = null) =>
        Create(engine, module.Build(), host, options);

    public static Guest Create(string engine, byte[] wasm, IGuestHost? host = null, GuestOptions? options = null)
    {
        Assert.True(TryCreate(engine, wasm, host, options, out var guest, out var fault), fault);
        return guest!;
    }

    public static Guest Create(IWasmModule module, IGuestHost? host = null, GuestOptions? options = null)
    {
        Assert.True(Guest.TryCreate(module, options ?? Options, host ?? new RecordingHost(), out var guest, out var fault), fault);
        return guest;
    }

    public static bool TryCreate(string engine, byte[] wasm, IGuestHost? host, GuestOptions? options, out Guest? guest, out string? fault)
    {
        options ??= Options;
        using var module = Load(Engines.Get(engine), wasm, options.Limits);
        return Guest.TryCreate(module, options, host ?? new RecordingHost(), out guest, out fault);
    }

    public static IWasmModule Load(IWasmEngine engine, byte[] wasm, WasmLimits? limits = null)
    {
        Assert.True(engine.TryLoad(wasm, limits ?? WasmLimits.Default, out var module, out var refusal), refusal?.ToString());
        return module!;
    }

    /// <summary>The fault of a module that is no guest.</summary>
    public static string Refuse(string engine, ModuleBuilder module)
    {
        Assert.False(TryCreate(engine, module.Build(), null, null, out _, out var fault));
        return fault!;
    }

    public static GuestCall Ask(this Guest guest, string export, string request, out string answer, AskShape shape = AskShape.Provider, int max = Guest.LargeAnswer)
    {
        ArrayBufferWriter<byte> writer = new();
        var call = guest.Ask(export, Encoding.UTF8.GetBytes(request), shape, max, writer);
        answer = Encoding.UTF8.GetString(writer.WrittenSpan);
        return call;
    }

    /// <summary>The answer of a handler that has to answer.</summary>
    public static string Answer(this Guest guest, string export, string request = "{}", AskShape shape = AskShape.Provider)
    {
        var call = guest.Ask(export, request, out var answer, shape);
        Assert.True(call.Returned, $"{export}: {call}");
        return answer;
    }
}
