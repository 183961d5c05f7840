using System.Globalization;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SignalK.Plugins.Abi;
using SignalK.Plugins.Running;
using SignalK.Wasm;

namespace SignalK.Plugins.Tests.Abi;

/// <summary>What AssemblyScript's compilers and runtimes really do: Sources/language.</summary>
public class LanguageTests
{
    readonly RecordingHost _host = new();

    public static TheoryData<string, string> All => CompiledGuests.All;

    [CompiledTheory]
    [MemberData(nameof(All))]
    public void Describe_NameAndSchema_AreRead(string engine, string build)
    {
        using var guest = Create(engine, build);

        Assert.Equal(GuestKind.AssemblyScript, guest.Kind);
        Assert.True(guest.HandlesDeltas && guest.HandlesEvents && !guest.Polls);
        Assert.True(guest.Name(out var name).Returned & guest.Schema(out var schema).Returned);
        Assert.Equal(("Language ⚓ 🧭 \uFFFD", "{}"), (name, schema));
        Assert.Equal(["env.sk_not_of_this_server"], guest.UnknownImports);
    }

    [CompiledTheory]
    [MemberData(nameof(All))]
    public void Start_CollectorComesAround_TheConfigurationStays(string engine, string build)
    {
        using var guest = Create(engine, build);
        var config = string.Concat(Enumerable.Repeat("{\"größe\":\"⚓\"}", 20));

        Assert.True(guest.Start(Encoding.UTF8.GetBytes(config), out var code).Returned);
        Assert.Equal(config.Length, code);
        Assert.Equal(config, guest.Answer("last"));
    }

    [CompiledTheory]
    [MemberData(nameof(All))]
    public void Hand_ManyDeltas_AllArriveWhole(string engine, string build)
    {
        using var guest = Create(engine, build);
        // Stub frees nothing: its 16 MiB must do for what is collected otherwise.
        var rounds = build.EndsWith("stub", StringComparison.Ordinal) ? 3 : 40;
        for (var i = 0; i < rounds; i++)
        {
            var delta = $"{{\"n\":{i},\"text\":\"{new string('⚓', i)}🧭\"}}";
            var call = guest.HandleDelta(Encoding.UTF8.GetBytes(delta));
            Assert.True(call.Returned, call.ToString());
            Assert.Equal(delta, guest.Answer("last"));
        }
        Assert.True(guest.HandleEvent("{\"type\":\"x\"}"u8).Returned);
        Assert.Equal("{\"type\":\"x\"}", guest.Answer("last"));
        guest.Stop(out var deltas);
        Assert.Equal(rounds, deltas);
    }

    [CompiledTheory]
    [MemberData(nameof(All))]
    public void Ask_EachShape_PassesStrings(string engine, string build)
    {
        using var guest = Create(engine, build);

        Assert.Equal("a⚓a⚓", guest.Answer("echo", "a⚓"));
        Assert.Equal("a⚓!", guest.Answer("plain", "a⚓"));
        Assert.Equal("3 3", guest.Answer("http", "⚓🧭", AskShape.Http));
        Assert.Equal("7", guest.Answer("optional", "x"));
        Assert.Equal("1", guest.Answer("optional", "x", AskShape.Http));
        Assert.Equal("", guest.Answer("nothing"));
        Assert.Equal("{}{}", guest.Answer("echo", "unused", AskShape.AnswerOnly));
        Assert.Equal(65536, guest.Answer("large", "65536").Length);
        Assert.NotNull(guest.Ask("large", "65537", out _).Fault);
    }

    [CompiledTheory]
    [MemberData(nameof(All))]
    public void Ask_InvalidUtf8_IsReplaced(string engine, string build)
    {
        using var guest = Create(engine, build);
        System.Buffers.ArrayBufferWriter<byte> answer = new();

        Assert.True(guest.Ask("plain", [0x61, 0xC3, 0xF0, 0x9F, 0x98, 0xED, 0xA0, 0x80, 0xFF], AskShape.Provider, 1000, answer).Returned);
        Assert.Equal("a\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD!", Encoding.UTF8.GetString(answer.WrittenSpan));
    }

    [CompiledTheory]
    [MemberData(nameof(All))]
    public void Hand_AnyBytes_ArriveAsUtf8Decodes(string engine, string build)
    {
        using var guest = Create(engine, build);
        Random random = new(8);
        for (var i = 0; i < 300; i++)
        {
            var bytes = new byte[random.Next(80)];
            random.NextBytes(bytes);
            // Mostly text, with sequences cut and crossed.
            for (var at = 0; at < bytes.Length; at++)
                bytes[at] = random.Next(3) == 0 ? bytes[at] : "aé⚓🧭"u8[random.Next(10)];
            Assert.True(guest.HandleEvent(bytes).Returned);
            Assert.Equal(Encoding.UTF8.GetString(bytes), guest.Answer("last"));
        }
    }

    [CompiledTheory]
    [MemberData(nameof(All))]
    public void Ask_Throws_TheMessageIsInLogAndOutcome(string engine, string build)
    {
        using var guest = Create(engine, build);

        var call = guest.Ask("fail", "wind", out _);
        Assert.Equal(WasmTrap.Unreachable, call.Outcome.Trap);
        Assert.StartsWith("abort: no wind in ", call.Outcome.Message, StringComparison.Ordinal);
        Assert.Equal($"Error: {call.Outcome.Message}", Assert.Single(_host.Said));
    }

    [CompiledTheory]
    [MemberData(nameof(All))]
    public void Ask_BeyondItsLimits_Ends(string engine, string build)
    {
        using var guest = Create(engine, build, Guests.Options with { Limits = WasmLimits.Default with { MemoryBytes = 4 << 20 } });
        guest.SetBudget(1_000_000, TimeSpan.FromSeconds(30));

        Assert.Equal((WasmTrap.OutOfFuel, 1_000_000UL), guest.Ask("forever", "", out _).Outcome is var outcome ? (outcome.Trap, outcome.FuelUsed) : default);
        guest.SetBudget(WasmLimits.UnlimitedFuel, TimeSpan.FromSeconds(30));
        Assert.Equal(WasmTrap.Unreachable, guest.Ask("hungry", "", out _).Outcome.Trap);
        Assert.InRange(guest.MemoryBytes, 1, 4 << 20);
    }

    [CompiledTheory]
    [MemberData(nameof(All))]
    public void Say_EveryWay_IsInTheLog(string engine, string build)
    {
        using var guest = Create(engine, build);

        Assert.Equal("0.0", guest.Answer("say", "⚓"));
        Assert.Equal(
            [
                "Debug: debug ⚓", "Information: log ⚓", "Information: info", "Warning: warn", "Error: error", "Debug: debug",
                "Error: assertion failed: said", "Debug: trace 1.5, 2",
                "Warning: calls env.sk_not_of_this_server, which this server does not have: it answers 0",
            ],
            _host.Said);
    }

    [CompiledTheory]
    [MemberData(nameof(All))]
    public void Numbers_FromTheHost_AreJavaScripts(string engine, string build)
    {
        FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123));
        using var guest = Create(engine, build, Guests.Options with { Time = time });

        var numbers = guest.Answer("numbers").Split(' ');
        Assert.Equal(1.0, double.Parse(numbers[0], CultureInfo.InvariantCulture));
        Assert.Equal(["1700000000123.0", "true", "true", "same"], numbers[1..]);
    }

    [CompiledTheory]
    [MemberData(nameof(All))]
    public void Path_OfAnyVessel_IsRead(string engine, string build)
    {
        _host.Paths["vessels.self.name"] = "\"Bōt\"";
        using var guest = Create(engine, build);

        Assert.Equal("\"Bōt\"", guest.Answer("path", "vessels.self.name"));
        Assert.Equal("unknown", guest.Answer("path", "vessels.self.nothing"));
    }

    Guest Create(string engine, string build, GuestOptions? options = null) =>
        Guests.Create(CompiledGuests.Load(engine, "language", build), _host, options);
}
