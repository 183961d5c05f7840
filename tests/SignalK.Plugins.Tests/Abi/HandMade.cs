using System.Text;
using SignalK.Wasm;
using SignalK.Wasm.Tests.Contract;

namespace SignalK.Plugins.Tests.Abi;

/// <summary>Plugins written instruction by instruction: what no compiler makes, and what every one does in its smallest form.</summary>
static class HandMade
{
    // Allocation goes upwards from here.
    const int Heap = 4096;

    /// <summary>Of a buffer guest that counts what it frees at address 16 and keeps the pointer and length of the last call at 0 and 4.</summary>
    public static ModuleBuilder Buffer(params ReadOnlySpan<(string Module, string Name, string Type)> imports)
    {
        var module = Begin(imports, out var top);
        module.Function(Signature.Parse("i:i"), Bump(top, new Code().LocalGet(0)), "allocate");
        // memory[16] += size
        module.Function(
            Signature.Parse("ii:"),
            new Code().I32Const(16).I32Const(16).Access(0x28).LocalGet(1).Op(0x6A).Access(0x36), "deallocate");
        return module;
    }

    /// <summary>Of an AssemblyScript guest: <c>__new</c> writes the header of 20 bytes as its runtime does.</summary>
    public static ModuleBuilder AssemblyScript(params ReadOnlySpan<(string Module, string Name, string Type)> imports)
    {
        var module = Begin(imports, out var top);
        var allocate = module.Function(Signature.Parse("i:i"), Bump(top, new Code().LocalGet(0).I32Const(20).Op(0x6A)));
        module.Function(
            Signature.Parse("ii:i"),
            new Code().LocalGet(0).Call(allocate).I32Const(20).Op(0x6A).LocalSet(2)
                .LocalGet(2).I32Const(8).Op(0x6B).LocalGet(1).Access(0x36)
                .LocalGet(2).I32Const(4).Op(0x6B).LocalGet(0).Access(0x36)
                .LocalGet(2), "__new", (1, WasmValueType.I32));
        return module;
    }

    /// <summary>The rest of what makes a module a plugin: a name and a start that returns <paramref name="code"/>.</summary>
    public static ModuleBuilder AsPlugin(this ModuleBuilder module, int code = 0)
    {
        module.Function(Signature.Parse(":i"), new Code().I32Const(0), "plugin_id");
        module.Function(Signature.Parse("ii:i"), Keep().I32Const(code), "plugin_start");
        return module;
    }

    /// <summary>Keeps the first two arguments at 0 and 4.</summary>
    public static Code Keep() => new Code().I32Const(0).LocalGet(0).Access(0x36).I32Const(4).LocalGet(1).Access(0x36);

    /// <summary>An AssemblyScript string constant; returns its pointer.</summary>
    public static int String(this ModuleBuilder module, int at, string text)
    {
        var units = Encoding.Unicode.GetBytes(text);
        module.Data(at, [2, 0, 0, 0, .. BitConverter.GetBytes(units.Length), .. units]);
        return at + 8;
    }

    /// <summary>A handler without arguments that is told nothing and returns a constant.</summary>
    public static ModuleBuilder Returning(this ModuleBuilder module, string export, int value, string parameters = "")
    {
        module.Function(Signature.Parse($"{parameters}:i"), new Code().I32Const(value), export);
        return module;
    }

    static ModuleBuilder Begin(ReadOnlySpan<(string Module, string Name, string Type)> imports, out int top)
    {
        ModuleBuilder module = new();
        foreach (var (from, name, type) in imports)
            module.Import(from, name, Signature.Parse(type));
        module.Memory(4, 16);
        top = module.Global(WasmValueType.I32, mutable: true, new Code().I32Const(Heap));
        return module;
    }

    // The top before; the top moves by the size, rounded up to 16.
    static Code Bump(int top, Code size) => new Code()
        .GlobalGet(top)
        .GlobalGet(top).Op([.. size.Bytes]).Op(0x6A).I32Const(15).Op(0x6A).I32Const(-16).Op(0x71).GlobalSet(top);
}
