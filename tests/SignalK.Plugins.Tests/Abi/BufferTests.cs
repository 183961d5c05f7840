using System.Text;
using SignalK.Plugins.Abi;
using SignalK.Plugins.Running;
using SignalK.Wasm;
using SignalK.Wasm.Tests.Contract;

namespace SignalK.Plugins.Tests.Abi;

/// <summary>Guests with <c>allocate</c> and <c>deallocate</c>.</summary>
public class BufferTests
{
    const string Text = "Grüße ⚓";

    public static TheoryData<string> AllEngines => Engines.All;

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Describe_TextWritten_IsReadToItsLengthAndTheBufferFreed(string engine)
    {
        var text = Encoding.UTF8.GetBytes(Text);
        var module = HandMade.Buffer();
        module.Data(32, text);
        foreach (var export in (string[])["plugin_name", "plugin_schema", "http_endpoints"])
            module.Function(Signature.Parse("ii:i"), Write(32, text.Length), export);
        using var guest = Guests.Create(engine, Freed(module).AsPlugin());

        Assert.True(guest.Name(out var name).Returned & guest.Schema(out var schema).Returned & guest.HttpEndpoints(out var endpoints).Returned);
        Assert.Equal((Text, Text, Text), (name, schema, endpoints));
        guest.Stop(out var freed);
        Assert.Equal(3 * Guest.SmallAnswer, freed);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Describe_NothingOrLess_IsTheDefault(string engine)
    {
        foreach (var length in (int[])[0, -1, int.MinValue])
        {
            var module = HandMade.Buffer();
            foreach (var export in (string[])["plugin_name", "plugin_schema", "http_endpoints"])
                module.Returning(export, length, "ii");
            using var guest = Guests.Create(engine, module.AsPlugin());

            Assert.True(guest.Name(out var name).Returned & guest.Schema(out var schema).Returned & guest.HttpEndpoints(out var endpoints).Returned);
            Assert.Equal((null, "{}", "[]"), (name, schema, endpoints));
        }
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Describe_NoSuchExport_IsMissingWithTheDefault(string engine)
    {
        using var guest = Guests.Create(engine, HandMade.Buffer().AsPlugin());

        Assert.True(guest.Name(out _).IsMissing & guest.Schema(out var schema).IsMissing & guest.HttpEndpoints(out var endpoints).IsMissing);
        Assert.Equal(("{}", "[]"), (schema, endpoints));
        Assert.True(guest.Poll(out _).IsMissing && guest.Stop(out _).IsMissing && guest.HandleDelta("{}"u8).IsMissing && guest.HandleEvent("{}"u8).IsMissing);
        Assert.True(guest.Ask("weather_get_warnings", "{}", out _).IsMissing);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Start_Configuration_ComesAsUtf8AndTheCodeBack(string engine)
    {
        RecordingHost host = new();
        var module = HandMade.Buffer(("env", "sk_debug", "ii:"));
        module.Function(Signature.Parse("ii:i"), new Code().LocalGet(0).LocalGet(1).Call(0).I32Const(7), "plugin_start");
        using var guest = Guests.Create(engine, Freed(module).Returning("plugin_id", 0), host);

        Assert.True(guest.Start(Encoding.UTF8.GetBytes(Text), out var code).Returned);
        Assert.Equal(7, code);
        Assert.Equal([$"Debug: {Text}"], host.Said);
        guest.Stop(out var freed);
        Assert.Equal(Encoding.UTF8.GetByteCount(Text), freed);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Hand_DeltaAndEvent_ComeAsUtf8(string engine)
    {
        RecordingHost host = new();
        var module = HandMade.Buffer(("env", "sk_debug", "ii:"));
        module.Function(Signature.Parse("ii:"), new Code().LocalGet(0).LocalGet(1).Call(0), "delta_handler");
        module.Function(Signature.Parse("ii:"), new Code().LocalGet(0).LocalGet(1).Call(0), "event_handler");
        using var guest = Guests.Create(engine, module.AsPlugin(), host);

        Assert.True(guest.HandlesDeltas && guest.HandlesEvents);
        Assert.True(guest.HandleDelta("{\"updates\":[]}"u8).Returned && guest.HandleEvent("{\"type\":\"nmea0183\"}"u8).Returned);
        Assert.Equal(["Debug: {\"updates\":[]}", "Debug: {\"type\":\"nmea0183\"}"], host.Said);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Ask_Echo_PassesRequestAndBufferInEveryShape(string engine)
    {
        var module = HandMade.Buffer();
        // memory.copy(response, request, length); returns the length
        module.Function(
            Signature.Parse("iiii:i"),
            new Code().LocalGet(2).LocalGet(0).LocalGet(1).Op(0xFC, 10, 0, 0).LocalGet(1), "echo");
        // Radars: two arguments; writes the size it was given.
        module.Function(Signature.Parse("ii:i"), new Code().LocalGet(0).LocalGet(1).Access(0x36).I32Const(4), "radar_get_radars");
        using var guest = Guests.Create(engine, Freed(module).AsPlugin());

        foreach (var shape in (AskShape[])[AskShape.Provider, AskShape.Http, AskShape.Put])
            Assert.Equal(Text, guest.Answer("echo", Text, shape));
        Assert.True(guest.Ask("radar_get_radars", "", out var size, AskShape.AnswerOnly, max: 0x3132).Returned);
        Assert.Equal("21\0\0", size);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Ask_LengthThatCannotBe_IsAFaultAndTheBuffersAreFreed(string engine)
    {
        foreach (var length in (int[])[-1, int.MinValue, int.MaxValue, 101])
        {
            using var guest = Guests.Create(engine, Freed(HandMade.Buffer()).Returning("handler", length, "iiii").AsPlugin());

            var call = guest.Ask("handler", "{}", out var answer, max: 100);
            Assert.True(call.Outcome.Returned && !call.Returned && call.Fault!.Contains($"{length}", StringComparison.Ordinal));
            Assert.Equal("", answer);
            guest.Stop(out var freed);
            Assert.Equal(102, freed);
            Assert.True(guest.Ask("handler", "{}", out _, max: int.MaxValue).Fault is not null);
        }
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Allocate_NullOrOutside_IsAFault(string engine)
    {
        foreach (var pointer in (int[])[0, -1, 4 * 65536 - 1, int.MinValue])
        {
            ModuleBuilder module = new();
            module.Memory(4);
            module.Returning("allocate", pointer, "i").Returning("plugin_name", 3, "ii").Returning("echo", 3, "iiii");
            module.Function(Signature.Parse("ii:"), new Code(), "delta_handler");
            using var guest = Guests.Create(engine, module.AsPlugin());

            Assert.NotNull(guest.Name(out _).Fault);
            Assert.NotNull(guest.Start("{}"u8, out _).Fault);
            Assert.NotNull(guest.HandleDelta("{}"u8).Fault);
            Assert.NotNull(guest.Ask("echo", "{}", out _).Fault);
        }
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Budget_IsOfTheWholeCall(string engine)
    {
        var module = HandMade.Buffer();
        module.Function(Signature.Parse("ii:"), new Code().Loop().Br(0).End(), "delta_handler");
        using var guest = Guests.Create(engine, module.AsPlugin());
        guest.SetBudget(10_000, TimeSpan.FromSeconds(30));

        var call = guest.HandleDelta("{}"u8);
        Assert.Equal((WasmTrap.OutOfFuel, 10_000UL), (call.Outcome.Trap, call.Outcome.FuelUsed));
        Assert.True(guest.Start("{}"u8, out _) is { Returned: true, Outcome.FuelUsed: > 20 and < 1000 });
    }

    /// <summary>With a <c>plugin_stop</c> that tells how many bytes were freed.</summary>
    static ModuleBuilder Freed(ModuleBuilder module)
    {
        module.Function(Signature.Parse(":i"), new Code().I32Const(16).Access(0x28), "plugin_stop");
        return module;
    }

    /// <summary>memory.copy(out, at, length); returns the length.</summary>
    static Code Write(int at, int length) =>
        new Code().LocalGet(0).I32Const(at).I32Const(length).Op(0xFC, 10, 0, 0).I32Const(length);
}
