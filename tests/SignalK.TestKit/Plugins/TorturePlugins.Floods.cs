using SignalK.Wasm.Tests.Contract;

namespace SignalK.TestKit.Plugins;

public static partial class TorturePlugins
{
    const string Delta = """{"updates":[{"values":[{"path":"torture.value","value":1},{"path":"torture.other","value":"a text that is no use to anybody"}]}]}""";

    /// <summary>Grows its memory until it gets no more, writes to all of it, and does so again.</summary>
    public static HandPlugin AllocationBomb()
    {
        const byte MemorySize = 0x3F;
        var module = new HandModule();
        module.Function("poll", ":i", new Code()
            .Loop().I32Const(1).Op(0x40, 0).I32Const(-1).Op(0x47).BrIf(0).End()
            // memory.fill from 128 KB on to the end
            .I32Const(128 << 10).I32Const(0xAA).Op(MemorySize, 0).I32Const(16).Op(0x74).I32Const(128 << 10).Op(0x6B).Op(0xFC, 0x0B, 0)
            .I32Const(0));
        return Torture("allocation-bomb", module);
    }

    public static HandPlugin LogFlood() => InPoll("log-flood", ("sk_debug", "ii:"), (m, c) => m.Push(c, Long("log")).Call(m["sk_debug"]));

    public static HandPlugin ErrorFlood() => InPoll("error-flood", ("sk_set_error", "ii:"), (m, c) => m.Push(c, Long("error")).Call(m["sk_set_error"]));

    public static HandPlugin StatusFlood() => InPoll("status-flood", ("sk_set_status", "ii:"), (m, c) => m.Push(c, Long("status")).Call(m["sk_set_status"]));

    public static HandPlugin DeltaFlood() =>
        InPoll("delta-flood", ("sk_handle_message", "iii:"), (m, c) => m.Push(c, Delta).I32Const(1).Call(m["sk_handle_message"]));

    /// <summary>Two deltas for each that it hears, its own among them.</summary>
    public static HandPlugin OwnDeltaFlood()
    {
        var module = new HandModule(("sk_handle_message", "iii:"));
        var body = module.Push(new Code(), Delta).I32Const(1).Call(module["sk_handle_message"]);
        module.Function("delta_handler", "ii:", module.Push(body, Delta).I32Const(1).Call(module["sk_handle_message"]));
        return Torture("own-delta-flood", module);
    }

    /// <summary>What is no delta, a path without end, a number too long, and pointers beyond its memory.</summary>
    public static HandPlugin GarbageFlood()
    {
        var module = new HandModule(("sk_handle_message", "iii:"), ("sk_get_self_path", "iiii:i"), ("sk_emit_event", "iiii:i"), ("sk_subscribe", "ii:i"));
        var round = new Code();
        foreach (var text in (string[])["{", "[]", """{"updates":[{"values":[{"path":"a..b","value":1e999}]}]}""", new string('[', 4000)])
            round = module.Push(round, text).I32Const(1).Call(module["sk_handle_message"]);
        round = round.I32Const(-8).I32Const(1 << 20).I32Const(1).Call(module["sk_handle_message"]);
        round = module.Push(round, string.Concat(Enumerable.Repeat("a.", 2000))).I32Const(-1).I32Const(-1).Call(module["sk_get_self_path"]).Drop();
        round = module.Push(module.Push(round, "x"), "{\"half").Call(module["sk_emit_event"]).Drop();
        round = module.Push(round, "[{\"path\":7}]").Call(module["sk_subscribe"]).Drop();
        module.Function("poll", ":i", new Code().Times(0, Many, round).I32Const(0), locals: 1);
        return Torture("garbage-flood", module);
    }

    /// <summary>Reads the whole boat, over and over.</summary>
    public static HandPlugin ReadFlood() => InPoll("read-flood", ("sk_get_path", "iiii:i"), (m, c) =>
        m.Push(c, "vessels.self").I32Const(64 << 10).I32Const(256 << 10).Call(m["sk_get_path"]).Drop());

    public static HandPlugin EventFlood() =>
        InPoll("event-flood", ("sk_emit_event", "iiii:i"), (m, c) => m.Push(m.Push(c, "flood"), "{\"a\":1}").Call(m["sk_emit_event"]).Drop());

    /// <summary>Opens, binds, sends and connects, and leaves the sockets lying about.</summary>
    public static HandPlugin SocketFlood()
    {
        var module = new HandModule(
            ("sk_udp_create", "i:i"), ("sk_udp_bind", "ii:i"), ("sk_udp_send", "iiiiii:i"), ("sk_tcp_create", ":i"), ("sk_tcp_connect", "iiii:i"),
            ("sk_tcp_send", "iii:i"), ("sk_tcp_close", "i:"), ("sk_udp_close", "i:"));
        var round = new Code()
            .I32Const(0).Call(module["sk_udp_create"]).LocalTee(1).I32Const(0).Call(module["sk_udp_bind"]).Drop()
            .Call(module["sk_tcp_create"]).LocalSet(2);
        // Port 9, discard: nobody listens.
        round = module.Push(round.LocalGet(1), "127.0.0.1").I32Const(9).I32Const(0).I32Const(1400).Call(module["sk_udp_send"]).Drop();
        round = module.Push(round.LocalGet(2), "127.0.0.1").I32Const(9).Call(module["sk_tcp_connect"]).Drop();
        round = round.LocalGet(2).I32Const(0).I32Const(60_000).Call(module["sk_tcp_send"]).Drop()
            // Every other pair is closed again.
            .LocalGet(0).I32Const(1).Op(0x71).If().LocalGet(1).Call(module["sk_udp_close"]).LocalGet(2).Call(module["sk_tcp_close"]).End();
        module.Function("poll", ":i", new Code().Times(0, Many, round).I32Const(0), locals: 3);
        return Torture("socket-flood", module);
    }

    /// <summary>Registers handlers and providers without end.</summary>
    public static HandPlugin RegistrationFlood()
    {
        var module = new HandModule(("sk_register_put_handler", "iiii:i"), ("sk_register_resource_provider", "ii:i"), ("sk_subscribe", "ii:i"));
        var (at, length) = module.Text("torture.switch000000");
        var round = module.Push(new Code(), "vessels.self").I32Const(at).I32Const(length).Call(module["sk_register_put_handler"]).Drop()
            .I32Const(at).I32Const(length).Call(module["sk_register_resource_provider"]).Drop();
        // Another name each time: the counter's low bits, as letters.
        for (var digit = 0; digit < 5; digit++)
            round = new Code().I32Const(at + length - 1 - digit).LocalGet(0).I32Const(digit * 4).Op(0x76).I32Const(15).Op(0x71).I32Const('a').Op(0x6A).Op(0x3A, 0, 0).Op([.. round.Bytes]);
        module.Function("poll", ":i", new Code().Times(0, Many, round).I32Const(0), locals: 1);
        return Torture("registration-flood", module);
    }

    static HandPlugin InPoll(string name, (string Name, string Type) import, Func<HandModule, Code, Code> once)
    {
        var module = new HandModule(import);
        module.Function("poll", ":i", new Code().Times(0, Many, once(module, new Code())).I32Const(0), locals: 1);
        var plugin = Torture(name, module);
        // Its debug lines are shown, which is what makes them a flood.
        return plugin with { Configuration = """{"configuration":{},"enabled":true,"enableDebug":true}""" };
    }

    static string Long(string what) => $"a {what} " + new string('x', 1000);
}
