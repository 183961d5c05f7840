using SignalK.Plugins.Abi;
using SignalK.Plugins.Running;
using SignalK.Wasm;
using SignalK.Wasm.Tests.Contract;

namespace SignalK.Plugins.Tests.Abi;

/// <summary>AssemblyScript's strings, with a runtime of our own that does what the real ones never do.</summary>
public class AssemblyScriptTests
{
    const int Constants = 64;

    public static TheoryData<string> AllEngines => Engines.All;

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Describe_Strings_AreDecodedAndLoneSurrogatesReplaced(string engine)
    {
        foreach (var (text, expected) in ((string, string)[])[
            ("Grüße ⚓ 🧭", "Grüße ⚓ 🧭"), ("", ""), ("a\uD83Cb", "a\uFFFDb"), ("\uDC00\uD800", "\uFFFD\uFFFD"), ("x\uD800\uD83E\uDDED", "x\uFFFD🧭")])
        {
            var module = HandMade.AssemblyScript();
            var pointer = module.String(Constants, text);
            using var guest = Guests.Create(engine, module.Returning("plugin_name", pointer).Returning("ask", pointer, "i").AsPlugin());

            Assert.True(guest.Name(out var name).Returned);
            Assert.Equal(expected, name);
            Assert.Equal(expected, guest.Answer("ask"));
        }
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Describe_Null_IsTheDefault(string engine)
    {
        var module = HandMade.AssemblyScript().Returning("plugin_name", 0).Returning("plugin_schema", 0).Returning("http_endpoints", 0);
        using var guest = Guests.Create(engine, module.Returning("ask", 0, "i").AsPlugin());

        Assert.True(guest.Name(out var name).Returned & guest.Schema(out var schema).Returned & guest.HttpEndpoints(out var endpoints).Returned);
        Assert.Equal((null, "{}", "[]"), (name, schema, endpoints));
        Assert.Equal("", guest.Answer("ask"));
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Describe_NoString_IsAFault(string engine)
    {
        foreach (var pointer in (int[])[4, Constants + 2, -1, int.MinValue, 4 * 65536])
        {
            var module = HandMade.AssemblyScript();
            module.String(Constants, "hello");
            using var guest = Guests.Create(engine, module.Returning("plugin_name", pointer).Returning("ask", pointer, "i").AsPlugin());

            Assert.NotNull(guest.Name(out _).Fault);
            Assert.NotNull(guest.Ask("ask", "{}", out _).Fault);
        }
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Describe_StringThatEndsOutside_IsAFault(string engine)
    {
        var module = HandMade.AssemblyScript();
        module.Data(Constants, [2, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]);
        using var guest = Guests.Create(engine, module.Returning("plugin_name", Constants + 8).AsPlugin());

        Assert.NotNull(guest.Name(out _).Fault);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Hand_Delta_IsAStringObjectOfUtf16(string engine)
    {
        var module = HandMade.AssemblyScript();
        module.Function(Signature.Parse("i:"), new Code().I32Const(0).LocalGet(0).Access(0x36), "delta_handler");
        // Of the last delta: its class, its bytes, its unit at 1.
        var at = new Code().I32Const(0).Access(0x28);
        module.Function(Signature.Parse(":i"), new Code().I32Const(0).Access(0x28).I32Const(8).Op(0x6B).Access(0x28), "plugin_stop");
        module.Function(
            Signature.Parse(":i"),
            new Code().I32Const(0).Access(0x28).I32Const(4).Op(0x6B).Access(0x28)
                .I32Const(16).Op(0x74).I32Const(0).Access(0x28).Access(0x2F, 2).Op(0x72), "poll");
        using var guest = Guests.Create(engine, module.AsPlugin());

        Assert.True(guest.HandleDelta("a⚓🧭"u8).Returned);
        guest.Stop(out var classId);
        guest.Poll(out var lengthAndUnit);
        Assert.Equal(2, classId);
        Assert.Equal((8 << 16) | '⚓', lengthAndUnit);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Ask_Http_AlsoTellsTheLengthInUnits(string engine)
    {
        var module = HandMade.AssemblyScript();
        var yes = module.String(Constants, "yes");
        // The length is kept at 4; the answer is a constant.
        module.Function(Signature.Parse("ii:i"), HandMade.Keep().I32Const(yes), "http");
        module.Function(Signature.Parse(":i"), new Code().I32Const(4).Access(0x28), "poll");
        using var guest = Guests.Create(engine, module.AsPlugin());

        Assert.Equal("yes", guest.Answer("http", "⚓🧭", AskShape.Http));
        guest.Poll(out var units);
        Assert.Equal(3, units);
        Assert.Equal("yes", guest.Answer("http", "⚓🧭", AskShape.Provider));
        guest.Poll(out units);
        Assert.Equal(0, units);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Ask_AnswerLongerThanAllowed_IsAFault(string engine)
    {
        var module = HandMade.AssemblyScript();
        var long_ = module.String(Constants, new string('⚓', 40));
        using var guest = Guests.Create(engine, module.Returning("ask", long_, "i").AsPlugin());

        Assert.True(guest.Ask("ask", "{}", out _, max: 120).Returned);
        Assert.NotNull(guest.Ask("ask", "{}", out _, max: 119).Fault);
        Assert.NotNull(guest.Ask("ask", "{}", out _, max: 39).Fault);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Calls_OtherTypesThanUpstreams_AreAdapted(string engine)
    {
        var module = HandMade.AssemblyScript();
        // Wider, fewer and no arguments; results of every kind.
        module.Function(Signature.Parse(":d"), new Code().F64Const(-3.9), "poll");
        module.Function(Signature.Parse("ldi:l"), new Code().LocalGet(0).I64Const(32).Op(0x86).I64Const(9).Op(0x84), "plugin_stop");
        module.Function(Signature.Parse("idfl:"), new Code().I32Const(0).LocalGet(0).Access(0x36), "delta_handler");
        module.Function(Signature.Parse("l:f"), new Code().F32Const(0), "ask");
        module.Returning("plugin_id", 0);
        module.Function(Signature.Parse("ld:"), new Code(), "plugin_start");
        using var guest = Guests.Create(engine, module);

        Assert.True(guest.Poll(out var code).Returned && code == -3);
        Assert.True(guest.Stop(out code).Returned && code == 9);
        Assert.True(guest.Start("{}"u8, out code).Returned && code == 0);
        Assert.True(guest.HandleDelta("{}"u8).Returned);
        Assert.Equal("", guest.Answer("ask"));
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void ArgumentsLength_FunctionOrVariable_IsToldBeforeEachCall(string engine)
    {
        foreach (var isVariable in (bool[])[false, true])
        {
            var module = HandMade.AssemblyScript();
            var length = module.Global(WasmValueType.I32, mutable: true, new Code().I32Const(-1), isVariable ? "__argumentsLength" : null);
            if (!isVariable)
                module.Function(Signature.Parse("i:"), new Code().LocalGet(0).GlobalSet(length), "__setArgumentsLength");
            module.Function(Signature.Parse("iii:i"), new Code().GlobalGet(length), "plugin_start");
            module.Function(Signature.Parse("i:i"), new Code().GlobalGet(length), "plugin_stop");
            using var guest = Guests.Create(engine, module.Returning("plugin_id", 0));

            Assert.True(guest.Start("{}"u8, out var code).Returned && code == 2);
            Assert.True(guest.Stop(out code).Returned && code == 0);
        }
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Pin_Exported_HoldsTheArgumentDuringTheCall(string engine)
    {
        var module = HandMade.AssemblyScript();
        var pinned = module.Global(WasmValueType.I32, mutable: true, new Code().I32Const(0));
        module.Function(Signature.Parse("i:i"), new Code().LocalGet(0).GlobalSet(pinned).LocalGet(0), "__pin");
        module.Function(
            Signature.Parse("i:"),
            new Code().LocalGet(0).GlobalGet(pinned).Op(0x47).If().Unreachable().End().I32Const(0).GlobalSet(pinned), "__unpin");
        // Traps unless its argument is the one that is pinned.
        var check = new Code().LocalGet(0).GlobalGet(pinned).Op(0x47).If().Unreachable().End();
        module.Function(Signature.Parse("ii:i"), new Code().Op([.. check.Bytes]).I32Const(0), "plugin_start");
        module.Function(Signature.Parse("i:"), new Code().Op([.. check.Bytes]), "delta_handler");
        module.Function(Signature.Parse("i:i"), new Code().Op([.. check.Bytes]).I32Const(0), "ask");
        module.Function(Signature.Parse(":i"), new Code().GlobalGet(pinned), "poll");
        using var guest = Guests.Create(engine, module.Returning("plugin_id", 0));

        Assert.True(guest.Start("{}"u8, out _).Returned && guest.HandleDelta("{}"u8).Returned && guest.Ask("ask", "{}", out _).Returned);
        guest.Poll(out var left);
        Assert.Equal(0, left);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Trap_InAHandler_IsTheOutcomeAndNothingMoreRuns(string engine)
    {
        var module = HandMade.AssemblyScript();
        module.Function(Signature.Parse("i:"), new Code().Unreachable(), "delta_handler");
        using var guest = Guests.Create(engine, module.AsPlugin());

        var call = guest.HandleDelta("{}"u8);
        Assert.False(call.Returned);
        Assert.Equal(WasmTrap.Unreachable, call.Outcome.Trap);
        Assert.True(guest.Start("{}"u8, out _).Returned);
    }
}
