using System.Text;
using SignalK.Wasm;
using SignalK.Wasm.Tests.Contract;

namespace SignalK.TestKit.Plugins;

/// <summary>
/// Writes a plugin of the buffer convention: what every one has is added unless it was written. Requests and answers lie in a heap
/// that begins anew when it is used up, which suits guests that keep nothing.
/// </summary>
sealed class HandModule
{
    const int Pages = 8;
    const int Heap = 64 * 1024;
    const int HeapEnd = Pages * 64 * 1024;

    readonly ModuleBuilder _module = new();
    readonly Dictionary<string, int> _imports = [];
    readonly HashSet<string> _exports = [];
    readonly int _top;
    int _data = 1024;

    /// <param name="imports">Of <c>env</c>, with their types as <see cref="Signature"/> reads them.</param>
    public HandModule(params ReadOnlySpan<(string Name, string Type)> imports)
    {
        foreach (var (name, type) in imports)
            _imports.Add(name, _module.Import("env", name, Signature.Parse(type)));
        _module.Memory(Pages, 4096);
        _top = _module.Global(WasmValueType.I32, mutable: true, new Code().I32Const(Heap));
    }

    public int this[string import] => _imports[import];

    public HandModule Function(string export, string type, Code body, int locals = 0)
    {
        _exports.Add(export);
        _module.Function(Signature.Parse(type), body, export, locals > 0 ? [(locals, WasmValueType.I32)] : []);
        return this;
    }

    /// <summary>Runs while the module is instantiated.</summary>
    public HandModule AtInstantiation(Code body)
    {
        _module.Start(_module.Function(Signature.Parse(":"), body));
        return this;
    }

    /// <summary>Puts a text into memory.</summary>
    public (int At, int Length) Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        _module.Data(_data, bytes);
        var at = _data;
        _data += bytes.Length + 8;
        return (at, bytes.Length);
    }

    /// <summary>Pushes pointer and length of a text.</summary>
    public Code Push(Code code, string text)
    {
        var (at, length) = Text(text);
        return code.I32Const(at).I32Const(length);
    }

    /// <summary>Copies a text into the answer's buffer and returns its length.</summary>
    /// <param name="text">The answer.</param>
    /// <param name="output">The parameter that is the buffer.</param>
    public Code Answer(string text, int output)
    {
        var (at, length) = Text(text);
        return new Code().LocalGet(output).I32Const(at).I32Const(length).Op(0xFC, 0x0A, 0, 0).I32Const(length);
    }

    public byte[] Build()
    {
        AddUnlessThere("plugin_id", "ii:i", new Code().I32Const(0));
        AddUnlessThere("plugin_start", "ii:i", new Code().I32Const(0));
        AddUnlessThere("plugin_stop", ":i", new Code().I32Const(0));
        // The top before; beyond the end the heap begins anew.
        AddUnlessThere("allocate", "i:i", new Code()
            .GlobalGet(_top).LocalGet(0).Op(0x6A).I32Const(HeapEnd).Op(0x4B).If().I32Const(Heap).GlobalSet(_top).End()
            .GlobalGet(_top).GlobalGet(_top).LocalGet(0).Op(0x6A).I32Const(15).Op(0x6A).I32Const(-16).Op(0x71).GlobalSet(_top));
        AddUnlessThere("deallocate", "ii:", new Code());
        return _module.Build();
    }

    void AddUnlessThere(string export, string type, Code body)
    {
        if (_exports.Add(export))
            _module.Function(Signature.Parse(type), body, export);
    }
}

static class HandCode
{
    /// <summary>What never comes out of it is followed by nothing.</summary>
    public static Code Forever(this Code code, Code body) => code.Loop().Op([.. body.Bytes]).Br(0).End().Unreachable();

    /// <summary>So many times, counted down in a local.</summary>
    public static Code Times(this Code code, int local, int count, Code body) => code
        .I32Const(count).LocalSet(local)
        .Loop().Op([.. body.Bytes]).LocalGet(local).I32Const(1).Op(0x6B).LocalTee(local).BrIf(0).End();
}
