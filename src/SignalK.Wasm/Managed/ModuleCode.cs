using System.Runtime.InteropServices;
using SignalK.Wasm.Binary;
using SignalK.Wasm.Managed.Handlers;
using SignalK.Wasm.Managed.Translation;

namespace SignalK.Wasm.Managed;

/// <summary>
/// The functions of a module in the internal form. Each is translated at its first call: a plugin runs a fraction of what it
/// carries. Code is pinned, so that return addresses on the guest's stack are plain pointers.
/// </summary>
sealed unsafe class ModuleCode
{
    readonly ModuleDefinition _module;
    readonly bool _deterministic;
    readonly Lock _sync = new();
    readonly Insn[] _notTranslated;
    readonly Insn[]?[] _functions;

    public ModuleCode(ModuleDefinition module, bool deterministic)
    {
        (_module, _deterministic) = (module, deterministic);
        Layouts = [.. module.Types.Select(type => new FunctionLayout(type))];
        _functions = new Insn[]?[module.Bodies.Length];
        _notTranslated = GC.AllocateArray<Insn>(1, pinned: true);
        _notTranslated[0] = new Insn { Op = Singleton<NotTranslated>.Handler, A = NotTranslated.FrameSize };
        Entries = (Insn**)NativeMemory.Alloc((nuint)Math.Max(1, module.Bodies.Length), (nuint)sizeof(Insn*));
        new Span<nint>(Entries, module.Bodies.Length).Fill(AddressOf(_notTranslated));
    }

    public ModuleDefinition Module => _module;

    /// <summary>By type index.</summary>
    public FunctionLayout[] Layouts { get; }

    /// <summary>First instruction of each function that the module defines.</summary>
    public Insn** Entries { get; }

    public void Translate(int function)
    {
        lock (_sync)
        {
            if (_functions[function] is not null)
                return;
            var code = new Translator(_module, _deterministic).Translate(function);
            _functions[function] = code;
            Volatile.Write(ref *(nint*)(&Entries[function]), AddressOf(code));
        }
    }

    ~ModuleCode() => NativeMemory.Free(Entries);

    static nint AddressOf(Insn[] pinned) => (nint)(void*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
}
