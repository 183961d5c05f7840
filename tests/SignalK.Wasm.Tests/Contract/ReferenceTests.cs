using System.Runtime.Intrinsics;

namespace SignalK.Wasm.Tests.Contract;

public sealed class ReferenceTests
{
    public static TheoryData<string> AllEngines => Engines.All;

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void ExternRef_ThroughTheGuestAndAHostFunction_KeepsItsKey(string engine)
    {
        WasmValue seen = default;
        ModuleBuilder module = new();
        var host = module.Import("env", "host", Signature.Parse("e:e"));
        module.Function(Signature.Parse("e:e"), new Code().LocalGet(0).Call(host), "pass");
        using var guest = Guest.Create(engine, module, resolve: _ => new WasmHostFunction((_, arguments, results) =>
            results[0] = seen = arguments[0]));

        foreach (var value in new[] { WasmValue.ExternRef(0), WasmValue.ExternRef(uint.MaxValue), WasmValue.NullRef })
        {
            Assert.True(guest.Call("pass", out var result, value).Returned);
            Assert.Equal((value, value), (seen, result));
        }
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void ExternRef_ManyInATable_AreFound(string engine)
    {
        ModuleBuilder module = new();
        module.Table(1_000, element: WasmValueType.ExternRef, export: "table");
        module.Function(Signature.Parse("i:e"), new Code().LocalGet(0).Op(0x25, 0), "get");
        using var guest = Guest.Create(engine, module);
        var table = guest.Instance.GetTable("table")!;

        for (var round = 0u; round < 5; round++)
        {
            for (var i = 0u; i < table.Size; i++)
                table[i] = WasmValue.ExternRef(i + round);
            Assert.True(guest.Call("get", out var last, 999).Returned);
            Assert.Equal(999 + round, last.ExternKey);
            Assert.Equal(WasmValue.ExternRef(7 + round), table[7]);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => table[1_000]);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void FuncRef_PutInATableByTheHost_IsCalled(string engine)
    {
        ModuleBuilder module = new();
        var type = module.Type(Signature.Parse(":i"));
        module.Table(2, export: "table");
        module.Function(Signature.Parse(":i"), new Code().I32Const(42), "answer");
        module.Function(Signature.Parse("i:i"), new Code().LocalGet(0).CallIndirect(type), "indirect");
        using var guest = Guest.Create(engine, module);
        var table = guest.Instance.GetTable("table")!;

        Assert.Equal(WasmTrap.NullReference, guest.Call("indirect", 0).Trap);
        table[0] = guest.Instance.GetFunction("answer")!.Reference;
        table[1] = guest.Store.CreateFunction(Signature.Parse("v:"), new WasmHostFunction((_, _, _) => { })).Reference;

        Assert.True(guest.Call("indirect", out var result, 0).Returned);
        Assert.Equal(42, result.I32);
        Assert.Equal(WasmTrap.BadSignature, guest.Call("indirect", 1).Trap);
        Assert.Equal(WasmTrap.TableOutOfBounds, guest.Call("indirect", 2).Trap);
        Assert.Equal(Signature.Parse("v:"), guest.Store.GetFunction(table[1]).Type);
        Assert.True(guest.Store.GetFunction(table[0]).Call([], new WasmValue[1]).Returned);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void FuncRef_MadeUpOrOfAnotherStore_IsNotBelieved(string engine)
    {
        ModuleBuilder module = new();
        module.Function(Signature.Parse("r:"), new Code(), "take");
        module.Table(1, export: "table");
        using var guest = Guest.Create(engine, module);
        using var other = Guest.Create(engine, module);
        var foreign = other.Instance.GetFunction("take")!.Reference;

        foreach (var value in new WasmValue[] { 12345L, -1L, foreign })
        {
            Assert.Throws<ArgumentException>(() => guest.Call("take", value));
            Assert.Throws<ArgumentException>(() => guest.Instance.GetTable("table")![0] = value);
        }
        Assert.True(guest.Call("take", WasmValue.NullRef).Returned);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Globals_OfEveryType_AreReadAndWritten(string engine)
    {
        ModuleBuilder module = new();
        module.Global(WasmValueType.V128, mutable: true, new Code().Op(0xFD, 12).Op(new byte[16]), "v");
        module.Global(WasmValueType.F64, mutable: true, new Code().F64Const(1.5), "d");
        module.Global(WasmValueType.I32, mutable: false, new Code().I32Const(7), "i");
        module.Global(WasmValueType.ExternRef, mutable: true, new Code().Op(0xD0, 0x6F), "e");
        using var guest = Guest.Create(engine, module);
        var v128 = Vector128.Create(1UL, 2UL).AsByte();

        guest.Instance.GetGlobal("v")!.Value = v128;
        guest.Instance.GetGlobal("d")!.Value = -2.5;
        guest.Instance.GetGlobal("e")!.Value = WasmValue.ExternRef(9);

        Assert.Equal(v128, guest.Instance.GetGlobal("v")!.Value.V128);
        Assert.Equal(-2.5, guest.Instance.GetGlobal("d")!.Value.F64);
        Assert.Equal(9u, guest.Instance.GetGlobal("e")!.Value.ExternKey);
        Assert.Equal(7, guest.Instance.GetGlobal("i")!.Value.I32);
        Assert.Throws<InvalidOperationException>(() => guest.Instance.GetGlobal("i")!.Value = 8);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void V128_ThroughAHostFunction_KeepsAllBits(string engine)
    {
        ModuleBuilder module = new();
        var host = module.Import("env", "swap", Signature.Parse("vi:v"));
        module.Function(Signature.Parse("v:v"), new Code().LocalGet(0).I32Const(3).Call(host), "pass");
        using var guest = Guest.Create(engine, module, resolve: _ => new WasmHostFunction((_, arguments, results) =>
            results[0] = Vector128.Add(arguments[0].V128, Vector128.Create((byte)arguments[1].I32))));

        Assert.True(guest.Call("pass", out var result, Vector128.Create((byte)1)).Returned);
        Assert.Equal(Vector128.Create((byte)4), result.V128);
    }
}
