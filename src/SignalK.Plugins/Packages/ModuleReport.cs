using System.Security.Cryptography;
using SignalK.Plugins.Abi;
using SignalK.Wasm;

namespace SignalK.Plugins.Packages;

/// <summary>What a module is and wants, found out without running anything of it.</summary>
/// <param name="Info">Null where no engine of ours would take it.</param>
/// <param name="Fault">Why it would not load, or is no plugin; null when it would.</param>
/// <param name="Convention">How it passes texts: <c>AssemblyScript</c>, or <c>buffers</c> (Rust, Go, C); null where it is no plugin.</param>
/// <param name="UnknownImports">Those that we don't have: they load and do nothing. <c>env.sk_exec_command</c></param>
/// <param name="Hash">SHA-256 of the file, in hexadecimal.</param>
public sealed record ModuleReport(
    WasmModuleInfo? Info, string? Fault, string? Convention, IReadOnlyList<string> UnknownImports, string Hash)
{
    /// <param name="wasm">The file.</param>
    /// <param name="limits">What it may ask for: its memory among them.</param>
    public static ModuleReport Of(ReadOnlySpan<byte> wasm, WasmLimits limits)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(wasm));
        if (!WasmModuleReader.TryRead(wasm, limits, out var info, out var refusal))
            return new ModuleReport(null, refusal.ToString(), null, [], hash);
        var isPlugin = GuestFormat.TryDetect(info, out var kind, out var fault);
        var convention = !isPlugin ? null : kind == GuestKind.AssemblyScript ? "AssemblyScript" : "buffers";
        return new ModuleReport(info, fault, convention, GuestFormat.UnknownImports(info), hash);
    }

    /// <summary>Reads the file within the limits first.</summary>
    public static ModuleReport OfFile(string path, WasmLimits limits)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length <= limits.ModuleBytes ? Of(File.ReadAllBytes(path), limits)
                : new ModuleReport(null, WasmRefusal.Limit("too large", (ulong)length, (ulong)limits.ModuleBytes).ToString(), null, [], "");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ModuleReport(null, error.Message, null, [], "");
        }
    }
}
