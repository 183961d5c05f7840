using System.Runtime.InteropServices;

namespace SignalK.Wasm.Wasmtime.Native;

/// <summary>Looks up exports and remembers what is missing, so that a refusal can name it.</summary>
sealed class SymbolSource(nint library)
{
    readonly List<string> _missing = [];

    public IReadOnlyList<string> Missing => _missing;

    public nint Find(string name)
    {
        if (NativeLibrary.TryGetExport(library, name, out var address))
            return address;
        _missing.Add(name);
        return 0;
    }

    /// <summary>0 when there is none.</summary>
    public nint FindOptional(string name) => NativeLibrary.TryGetExport(library, name, out var address) ? address : 0;
}
