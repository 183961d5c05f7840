using System.Runtime.InteropServices;

namespace SignalK.Wasm.Wasmtime.Native;

/// <summary>Looks up functions and remembers what is missing, so that a refusal can name it.</summary>
sealed partial class SymbolSource(Func<string, nint> find)
{
    readonly List<string> _missing = [];

    public IReadOnlyList<string> Missing => _missing;

    /// <summary>The exports of a loaded library.</summary>
    public static SymbolSource Of(nint library) =>
        new(name => NativeLibrary.TryGetExport(library, name, out var address) ? address : 0);

    /// <summary>What is linked into this binary, by the table in Static/wasmtime-symbols.c.</summary>
    public static SymbolSource Linked() => new(FindLinked);

    public nint Find(string name)
    {
        var address = find(name);
        if (address == 0)
            _missing.Add(name);
        return address;
    }

    /// <summary>0 when there is none.</summary>
    public nint FindOptional(string name) => find(name);

    [LibraryImport("wasmtime-symbols", EntryPoint = "signalk_wasmtime_symbol", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint FindLinked(string name);
}
