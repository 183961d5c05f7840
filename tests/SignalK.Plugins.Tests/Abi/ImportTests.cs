using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using SignalK.Plugins.Abi;
using SignalK.Plugins.Running;
using SignalK.Plugins.Tests.Sdk;
using SignalK.Wasm;
using SignalK.Wasm.Tests.Contract;

namespace SignalK.Plugins.Tests.Abi;

/// <summary>Each import as guests declare and call it.</summary>
public class ImportTests
{
    // Where the tests' guests keep texts; what imports write goes to Out.
    const int Text = 512, Other = 640, Out = 1024;

    readonly RecordingHost _host = new();

    public static TheoryData<string> AllEngines => Engines.All;

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Core_EachCall_ReachesTheHost(string engine)
    {
        _host.Paths["self abc"] = "{\"value\":1}";
        _host.Paths["abc"] = "[2]";
        _host.Configuration = "{\"a\":1}";

        Assert.Equal(0, Call(engine, "sk_debug", "ii:", Text, 3));
        Assert.Equal(0, Call(engine, "sk_set_status", "ii:", Text, 3));
        Assert.Equal(0, Call(engine, "sk_set_error", "ii:", Text, 0));
        Assert.Equal(0, Call(engine, "sk_publish_notification", "iiii:i", Text, 3, Other, 2));
        Assert.Equal((11, "{\"value\":1}"), CallOut(engine, "sk_get_self_path", "iiii:i", Text, 3, Out, 11));
        Assert.Equal((0, ""), CallOut(engine, "sk_get_self_path", "iiii:i", Text, 3, Out, 10));
        Assert.Equal((0, ""), CallOut(engine, "sk_get_self_path", "iiii:i", Text, 2, Out, 100));
        Assert.Equal((3, "[2]"), CallOut(engine, "sk_get_path", "iiii:i", Text, 3, Out, 100));
        Assert.Equal((7, "{\"a\":1}"), CallOut(engine, "sk_read_config", "ii:i", Out, 100));
        Assert.Equal(0, Call(engine, "sk_save_config", "ii:i", Other, 2));
        Assert.Equal(0, Call(engine, "sk_has_capability", "ii:i", Text, 3));
        Assert.Equal(1, Call(engine, "sk_subscribe", "ii:i", Other, 2));

        Assert.Equal("{}", _host.Configuration);
        Assert.Equal(["Debug: abc", "status: abc", "error: ", "notify abc: {}", "subscribe {}"], _host.Said);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void SaveConfig_SlowerThanTheDeadline_IsWaitedFor(string engine)
    {
        FakeTimeProvider time = new();
        using var own = Engines.Create(engine, WasmEngineOptions.Default with { Time = time });
        var builder = HandMade.Buffer(("env", "sk_save_config", "ii:i"));
        builder.Data(Other, "{}"u8);
        builder.Function(Signature.Parse(":i"), new Code().I32Const(Other).I32Const(2).Call(0), "poll");
        using var module = Guests.Load(own, builder.AsPlugin().Build());
        using var guest = Guests.Create(module, _host);
        guest.SetBudget(WasmLimits.UnlimitedFuel, TimeSpan.FromMilliseconds(250));
        using ManualResetEventSlim never = new();
        _host.OnSave = () =>
        {
            // Ten seconds of a card that is busy with itself, with real time between them for the ticker to see each.
            for (var i = 0; i < 10; i++)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                never.Wait(20);
            }
        };

        Assert.True(guest.Poll(out var saved).Returned);
        Assert.Equal(0, saved);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void HandleMessage_HoweverDeclared_HasItsVersion(string engine)
    {
        Call(engine, "sk_handle_message", "ii:", Other, 2);
        Call(engine, "sk_handle_message", "iii:", Other, 2, 1);
        Call(engine, "sk_handle_message", "iii:", Other, 2, 2);
        Call(engine, "sk_handle_message", "iii:", Other, 2, 3);
        // As no compiler declares it: more parameters and a result, wider numbers.
        Assert.Equal(0, Call(engine, "sk_handle_message", "iiii:i", Other, 2, 2, 9));
        Call(engine, "sk_handle_message", "lld:d", Other, 2, 2);
        Call(engine, "sk_handle_message", "i:", Other);

        Assert.Equal(["v1: {}", "v1: {}", "v2: {}", "v1: {}", "v2: {}", "v2: {}", "v1: "], _host.Said);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Providers_EachCall_ReachesTheHost(string engine)
    {
        Assert.Equal(1, Call(engine, "sk_register_put_handler", "iiii:i", Text, 3, Text, 1));
        Assert.Equal(1, Call(engine, "sk_register_resource_provider", "ii:i", Text, 3));
        Assert.Equal(1, Call(engine, "sk_register_weather_provider", "ii:i", Text, 3));
        Assert.Equal(1, Call(engine, "sk_register_radar_provider", "ii:i", Text, 3));
        Assert.Equal(1, Call(engine, "sk_radar_emit_spokes", "iiii:i", Text, 3, Other, 2));
        Assert.Equal(1, Call(engine, "sk_emit_binary_stream", "iiii:i", Text, 3, Other, 2));
        Assert.Equal(1, Call(engine, "sk_subscribe_events", "ii:i", Other, 2));
        Assert.Equal(1, Call(engine, "sk_emit_event", "iiii:i", Text, 3, Other, 2));
        Assert.Equal((12, "[\"nmea0183\"]"), CallOut(engine, "sk_get_allowed_event_types", "ii:i", Out, 64));

        Assert.Equal(
            [
                "put abc a", "provider Resource abc", "provider Weather abc", "provider Radar abc", "spokes abc 2", "binary abc 2",
                "events {}", "event abc {}",
            ],
            _host.Said);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Udp_EachCall_ReachesTheHost(string engine)
    {
        Assert.Equal(1, Call(engine, "sk_udp_create", "i:i", 1));
        Assert.Equal(1, Call(engine, "sk_udp_create", "i:i", 0));
        Assert.Equal(0, Call(engine, "sk_udp_bind", "ii:i", 1, 10110));
        Assert.Equal(0, Call(engine, "sk_udp_join_multicast", "iiiii:i", 1, Text, 3, 0, 0));
        Assert.Equal(0, Call(engine, "sk_udp_leave_multicast", "iiiii:i", 1, Text, 3, Text, 1));
        Assert.Equal(0, Call(engine, "sk_udp_set_multicast_ttl", "ii:i", 1, 4));
        Assert.Equal(0, Call(engine, "sk_udp_set_multicast_loopback", "ii:i", 1, 1));
        Assert.Equal(0, Call(engine, "sk_udp_set_broadcast", "ii:i", 1, 0));
        Assert.Equal(2, Call(engine, "sk_udp_send", "iiiiii:i", 1, Text, 3, 99, Other, 2));
        Assert.Equal(0, Call(engine, "sk_udp_pending", "i:i", 1));
        Call(engine, "sk_udp_close", "i:", 1);

        Assert.Equal(
            [
                "udp 6", "udp 4", "bind 1 10110", "join 1 abc ", "leave 1 abc a", "ttl 1 4", "loopback 1 True", "broadcast 1 False",
                "send 1 abc 99", "close udp 1",
            ],
            _host.Said);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void UdpReceive_Datagram_WritesDataAddressAndPort(string engine)
    {
        _host.Incoming = "hello"u8.ToArray();
        var (length, written) = CallOf(engine, "sk_udp_recv", "iiiii:i", 100, 1, Out, 3, Out + 8, Out + 60);
        Assert.Equal((3, "hel\0\0\0\0\0192.168.0.7\0"), (length, written[..20]));
        Assert.Equal(10110, written[60] | (written[61] << 8));

        // Nothing is taken when there is no room for all of it.
        _host.Incoming = "hello"u8.ToArray();
        Assert.Equal(-1, Call(engine, "sk_udp_recv", "iiiii:i", 1, Out, 5, (4 * 65536) - 45, Out));
        Assert.Equal(-1, Call(engine, "sk_udp_recv", "iiiii:i", 1, Out, 5, Out, -1));
        Assert.Equal(-1, Call(engine, "sk_udp_recv", "iiiii:i", 1, -1, 5, 0, 0));
        Assert.Equal(5, Call(engine, "sk_udp_recv", "iiiii:i", 1, Out, 5, 0, 0));
        Assert.Equal(0, Call(engine, "sk_udp_recv", "iiiii:i", 1, Out, 5, 0, 0));
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void TcpAndSerial_EachCall_ReachesTheHost(string engine)
    {
        Assert.Equal(1, Call(engine, "sk_tcp_create", ":i"));
        Assert.Equal(0, Call(engine, "sk_tcp_connect", "iiii:i", 1, Text, 3, 2000));
        Assert.Equal(1, Call(engine, "sk_tcp_connected", "i:i", 1));
        Assert.Equal(0, Call(engine, "sk_tcp_set_line_buffering", "ii:i", 1, 0));
        Assert.Equal(2, Call(engine, "sk_tcp_send", "iii:i", 1, Other, 2));
        _host.Incoming = "line"u8.ToArray();
        Assert.Equal((4, "line"), CallOut(engine, "sk_tcp_recv_line", "iii:i", 1, Out, 80));
        _host.Incoming = "raw"u8.ToArray();
        Assert.Equal((2, "ra"), CallOut(engine, "sk_tcp_recv_raw", "iii:i", 1, Out, 2));
        Assert.Equal(0, Call(engine, "sk_tcp_pending", "i:i", 1));
        Call(engine, "sk_tcp_close", "i:", 1);
        Assert.Equal(3, Call(engine, "sk_serial_open", "iii:i", Text, 3, 4800));
        _host.Incoming = "nmea"u8.ToArray();
        Assert.Equal((4, "nmea"), CallOut(engine, "sk_serial_read", "iii:i", 3, Out, 80));
        Assert.Equal(2, Call(engine, "sk_serial_write", "iii:i", 3, Other, 2));
        Call(engine, "sk_serial_close", "i:", 3);

        Assert.Equal(
            [
                "tcp", "connect 1 abc 2000", "lines 1 False", "tcp send 1", "close tcp 1", "open abc 4800", "write 3 {}",
                "close serial 3",
            ],
            _host.Said);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void AnyImport_PointersOutside_FailsWithoutATrap(string engine)
    {
        int[][] wild =
        [
            [-1, 16, -1, 16, -1, 16], [int.MinValue, 16, int.MinValue, 16, int.MinValue, 16], [int.MaxValue, 1, int.MaxValue, 1, 1, 1],
            [4 * 65536, 1, 4 * 65536, 1, 4 * 65536, 1], [16, -1, 16, int.MaxValue, 16, int.MinValue], [1, 16, -1, -1, -1, -1],
        ];
        var names = ImportTable.Names.Where(name => name.StartsWith("sk_", StringComparison.Ordinal)).ToArray();
        var module = HandMade.Buffer([.. names.Select(name => ("env", name, "iiiiii:i"))]);
        Code body = new();
        for (var import = 0; import < names.Length; import++)
        {
            foreach (var arguments in wild)
            {
                foreach (var argument in arguments)
                    body.I32Const(argument);
                body.Call(import).Drop();
            }
        }
        module.Function(Signature.Parse(":i"), body.I32Const(0), "poll");
        using var guest = Guests.Create(engine, module.AsPlugin(), _host);

        var call = guest.Poll(out _);
        Assert.True(call.Returned, call.ToString());
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Abort_Message_IsLoggedAndTraps(string engine)
    {
        var module = HandMade.AssemblyScript(("env", "abort", "iiii:"));
        var message = module.String(Text, "no wind");
        var file = module.String(Other, "a.ts");
        module.Function(
            Signature.Parse(":i"),
            new Code().I32Const(message).I32Const(file).I32Const(7).I32Const(9).Call(0).I32Const(0), "poll");
        using var guest = Guests.Create(engine, module.AsPlugin(), _host);

        var call = guest.Poll(out _);
        Assert.Equal("unreachable: abort: no wind in a.ts(7:9)", call.Outcome.ToString());
        Assert.Equal(["Error: abort: no wind in a.ts(7:9)"], _host.Said);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Abort_Nonsense_TrapsAllTheSame(string engine)
    {
        var module = HandMade.AssemblyScript(("env", "abort", "iiii:"));
        module.Function(
            Signature.Parse(":i"), new Code().I32Const(-1).I32Const(0).I32Const(7).I32Const(9).Call(0).I32Const(0), "poll");
        using var guest = Guests.Create(engine, module.AsPlugin(), _host);

        Assert.Equal("unreachable: abort: (no message) in (no file)(7:9)", guest.Poll(out _).Outcome.ToString());
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Clock_FromTheOptions_InMilliseconds(string engine)
    {
        FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123));
        var module = HandMade.Buffer(("env", "Date.now", ":d"), ("Date", "now", ":l"), ("env", "performance.now", ":d"));
        module.Function(Signature.Parse(":i"), new Code().Call(0).F64Const(1_700_000_000_000).Op(0xA1).Op(0xAA), "poll");
        module.Function(Signature.Parse(":i"), new Code().Call(1).I64Const(1_700_000_000_000).Op(0x7D).Op(0xA7), "plugin_stop");
        module.Function(Signature.Parse("iiii:i"), new Code().Call(2).Op(0xAA), "elapsed");
        using var guest = Guests.Create(engine, module.AsPlugin(), _host, Guests.Options with { Time = time });

        time.Advance(TimeSpan.FromMilliseconds(2));
        Assert.True(guest.Poll(out var now).Returned & guest.Stop(out var again).Returned);
        Assert.Equal((125, 125), (now, again));
        Assert.Equal(2, guest.Answer("elapsed").Length);
    }

    [Theory]
    [InlineData("Math.round", 2.5, 0, 3)]
    [InlineData("Math.round", -2.5, 0, -2)]
    [InlineData("Math.round", 0.49999999999999994, 0, 0)]
    [InlineData("Math.round", -0.2, 0, -0.0)]
    [InlineData("Math.max", 1, double.NaN, double.NaN)]
    [InlineData("Math.pow", 1, double.PositiveInfinity, double.NaN)]
    [InlineData("Math.pow", 2, 10, 1024)]
    [InlineData("Math.sign", -0.0, 0, -0.0)]
    [InlineData("Math.clz32", 1, 0, 31)]
    [InlineData("Math.imul", 4294967295, 5, -5)]
    [InlineData("Math.expm1", 1e-15, 0, 1.0000000000000005e-15, 1e-30)]
    [InlineData("Math.log1p", 1e-15, 0, 9.999999999999995e-16, 1e-30)]
    [InlineData("Math.expm1", double.NegativeInfinity, 0, -1)]
    [InlineData("Math.log1p", -1, 0, double.NegativeInfinity)]
    [InlineData("Math.fround", 5.5, 0, 5.5)]
    [InlineData("Math.fround", 5.05, 0, 5.050000190734863)]
    [InlineData("Math.atan2", 1, 1, Math.PI / 4)]
    public void Math_AsJavaScript_IsThat(string name, double x, double y, double expected, double tolerance = 0)
    {
        var module = HandMade.Buffer(("env", name, "dd:d"));
        // The result's bits in two halves.
        var bits = new Code().F64Const(x).F64Const(y).Call(0).Op(0xBD);
        module.Function(Signature.Parse(":i"), new Code().Op([.. bits.Bytes]).Op(0xA7), "poll");
        module.Function(Signature.Parse(":i"), new Code().Op([.. bits.Bytes]).I64Const(32).Op(0x88).Op(0xA7), "plugin_stop");
        using var guest = Guests.Create(Engines.Managed, module.AsPlugin(), _host);

        Assert.True(guest.Poll(out var low).Returned & guest.Stop(out var high).Returned);
        var result = BitConverter.Int64BitsToDouble(((long)high << 32) | (uint)low);
        Assert.Equal(expected, result, tolerance);
        Assert.Equal(double.IsNegative(expected) && expected == 0, double.IsNegative(result) && result == 0);
    }

    [Fact]
    public void Random_WithASeed_Repeats()
    {
        int Draw()
        {
            var module = HandMade.Buffer(("env", "seed", ":d"), ("wasi_snapshot_preview1", "random_get", "ii:i"));
            module.Function(
                Signature.Parse(":i"),
                new Code().I32Const(0).I32Const(4).Call(1).Op(0x1A).Call(0).Op(0xFC, 2).I32Const(0).Access(0x28).Op(0x73), "poll");
            using var guest = Guests.Create(Engines.Managed, module.AsPlugin(), _host, Guests.Options with { Random = new Random(7), Time = new FakeTimeProvider() });
            guest.Poll(out var drawn);
            return drawn;
        }
        Assert.Equal(Draw(), Draw());
    }

    [Fact]
    public void Names_OfTheContract_AreAllHere()
    {
        var contract = File.ReadAllText(Repository.Of("src/plugin-sdk/wit/signalk.wit"));
        var written = Regex.Matches(contract, @"^  (sk-[a-z0-9-]+): func", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value.Replace('-', '_'));
        var bound = ImportTable.Names.Where(name => name.StartsWith("sk_", StringComparison.Ordinal));

        Assert.Equal(written.Order(StringComparer.Ordinal), bound.Order(StringComparer.Ordinal));
    }

    /// <summary>Calls one import from a guest whose memory holds "abc" at Text and "{}" at Other.</summary>
    int Call(string engine, string name, string type, params ReadOnlySpan<int> arguments) => CallOf(engine, name, type, 0, arguments).Result;

    (int Result, string Written) CallOut(string engine, string name, string type, params ReadOnlySpan<int> arguments) =>
        CallOf(engine, name, type, -1, arguments);

    /// <summary>And what it wrote at Out: as many bytes as asked, or as it returned.</summary>
    (int Result, string Written) CallOf(string engine, string name, string type, int written, params ReadOnlySpan<int> arguments)
    {
        var module = HandMade.Buffer(("env", name, type), ("env", "sk_debug", "ii:"));
        module.Data(Text, "abc"u8);
        module.Data(Other, "{}"u8);
        Code body = new();
        var parameters = type[..type.IndexOf(':')];
        for (var i = 0; i < parameters.Length; i++)
        {
            _ = parameters[i] switch
            {
                'l' => body.I64Const(arguments[i]),
                'd' => body.F64Const(arguments[i]),
                _ => body.I32Const(arguments[i]),
            };
        }
        body.Call(0);
        _ = type[^1] switch { ':' => body.I32Const(0), 'd' => body.Op(0xAA), 'l' => body.Op(0xA7), _ => body };
        module.Function(Signature.Parse(":i"), body, "poll");
        var text = new Code().LocalGet(2).I32Const(Out).I32Const(128).Op(0xFC, 10, 0, 0).I32Const(128);
        module.Function(Signature.Parse("iiii:i"), text, "read");
        using var guest = Guests.Create(engine, module.AsPlugin(), _host);

        var call = guest.Poll(out var result);
        Assert.True(call.Returned, $"{name}: {call}");
        ArrayBufferWriter<byte> bytes = new();
        guest.Ask("read", ""u8, AskShape.Provider, 128, bytes);
        var length = written < 0 ? Math.Max(0, result) : written;
        return (result, Encoding.Latin1.GetString(bytes.WrittenSpan[..Math.Min(length, bytes.WrittenCount)]));
    }
}
