using System.Collections.Frozen;
using SignalK.Wasm;

namespace SignalK.Plugins.Abi;

/// <summary>Every import that we have, by its name as JavaScript would write it: <c>sk_debug</c>, <c>Math.sin</c>, <c>as-fetch._fetchGET</c>.</summary>
internal static class ImportTable
{
    const string Environment = "env";

    static readonly FrozenDictionary<string, GuestImport> s_functions = Enumerable.Empty<KeyValuePair<string, GuestImport>>()
        .Concat(CoreImports.All)
        .Concat(ProviderImports.All)
        .Concat(EventImports.All)
        .Concat(UdpImports.All)
        .Concat(TcpImports.All)
        .Concat(SerialImports.All)
        .Concat(LogImports.All)
        .Concat(MathImports.All)
        .Concat(ClockImports.All)
        .Concat(FetchImports.All)
        .Concat(AsFetchImports.All)
        .ToFrozenDictionary();

    public static IEnumerable<string> Names => s_functions.Keys;

    public static GuestImport? Find(WasmImportType import) => s_functions.GetValueOrDefault(NameOf(import));

    /// <summary>Compilers put <c>Math.sin</c> into a module <c>Math</c> or, with its dot, into <c>env</c>.</summary>
    public static string NameOf(WasmImportType import) =>
        import.Module == Environment ? import.Name : $"{import.Module}.{import.Name}";
}
