using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using SignalK.Wasm.Wasmtime.Native;

namespace SignalK.Wasm.Wasmtime;

/// <summary>
/// One Wasmtime library, loaded for the life of the process. Linked into the binary (then no file is ever looked for), or from
/// a file: the explicit setting, <see cref="Variable"/>, beside the binary, the system's path, in this order; the first of the
/// first two that is set decides, and is refused rather than passed over.
/// </summary>
sealed class WasmtimeLibrary
{
    public const string Variable = "SIGNALK_WASMTIME";

    const string FileName = "libwasmtime.so";

    static readonly Lock Sync = new();
    static readonly Dictionary<string, WasmtimeLibrary> Loaded = [];

    WasmtimeLibrary(WasmtimeApi api, int version, string origin) => (Api, Version, Origin) = (api, version, origin);

    /// <summary>48 is long-term support and what the appliance ships; 44 is what the NuGet package ships.</summary>
    public static ReadOnlySpan<int> SupportedVersions => [48, 44];

    /// <summary>The publish switch that puts the library into the binary, see Static/Wasmtime.targets.</summary>
    public static bool IsLinked => AppContext.TryGetSwitch("SignalK.Wasm.WasmtimeLinked", out var linked) && linked;

    public WasmtimeApi Api { get; }

    public int Version { get; }

    /// <summary>Where it came from: a path, or "the binary".</summary>
    public string Origin { get; }

    /// <param name="path">The explicit setting, null for none.</param>
    /// <param name="library">The library.</param>
    /// <param name="reason">Why there is none, in one sentence.</param>
    public static bool TryLoad(
        string? path, [NotNullWhen(true)] out WasmtimeLibrary? library, [NotNullWhen(false)] out string? reason)
    {
        if (IsLinked)
            return TryOpen("the binary", SymbolSource.Linked, out library, out reason);
        if (string.IsNullOrEmpty(path))
            path = Environment.GetEnvironmentVariable(Variable);
        var beside = Path.Combine(AppContext.BaseDirectory, FileName);
        if (string.IsNullOrEmpty(path) && File.Exists(beside))
            path = beside;
        if (string.IsNullOrEmpty(path))
            return TryOpen(FileName, () => SymbolSource.Of(NativeLibrary.Load(FileName)), out library, out reason);
        path = Path.GetFullPath(path);
        library = null;
        reason = DescribeFile(path);
        return reason is null && TryOpen(path, () => SymbolSource.Of(NativeLibrary.Load(path)), out library, out reason);
    }

    static string? DescribeFile(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var header = new byte[64];
            var read = RandomAccess.Read(file, header, 0);
            return ElfFile.DescribeMismatch(header.AsSpan(0, read)) is { } mismatch ? $"{path} cannot be loaded: {mismatch}" : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be read: {error.Message}";
        }
    }

    static bool TryOpen(
        string origin, Func<SymbolSource> open,
        [NotNullWhen(true)] out WasmtimeLibrary? library, [NotNullWhen(false)] out string? reason)
    {
        lock (Sync)
        {
            reason = null;
            if (Loaded.TryGetValue(origin, out library))
                return true;
            try
            {
                reason = TryRead(origin, open(), out library);
            }
            catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
            {
                reason = origin == FileName ? $"no {FileName} was found" : $"{origin} cannot be loaded: {FirstLine(error.Message)}";
            }
            if (library is not null)
                Loaded.Add(origin, library);
            return library is not null;
        }
    }

    static string? TryRead(string origin, SymbolSource symbols, out WasmtimeLibrary? library)
    {
        library = null;
        WasmtimeApi api = new(symbols);
        if (symbols.Missing is [var first, ..])
        {
            return symbols.Missing.Count == 1
                ? $"{origin} lacks {first}"
                : $"{origin} lacks {first} and {symbols.Missing.Count - 1} more functions of Wasmtime's C API";
        }
        var text = ReadVersion(api);
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            || !SupportedVersions.Contains(version))
            return $"{origin} is Wasmtime {text ?? "of unknown version"}; 48 and 44 are supported";
        library = new WasmtimeLibrary(api, version, origin);
        return null;
    }

    /// <summary>
    /// There is no version function. A compiled module says it: section <c>.wasmtime.engine</c> holds a format byte, a length
    /// byte and the major version as text. The empty module needs no executable memory.
    /// </summary>
    static unsafe string? ReadVersion(WasmtimeApi api)
    {
        var engine = api.EngineNew(api.CreateConfig(WasmEngineOptions.Default));
        if (engine == 0)
            return null;
        ReadOnlySpan<byte> empty = [0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0];
        nint module = 0;
        NativeVec code = default;
        try
        {
            fixed (byte* wasm = empty)
            {
                var error = api.ModuleNew(engine, wasm, empty.Length, &module);
                if (error == 0)
                    error = api.ModuleSerialize(module, &code);
                if (error != 0)
                {
                    api.TakeError(error);
                    return null;
                }
            }
            var section = ElfFile.Section(new ReadOnlySpan<byte>((byte*)code.Data, (int)code.Size), ".wasmtime.engine"u8);
            return section.Length > 2 && section.Length >= 2 + section[1] ? Encoding.ASCII.GetString(section.Slice(2, section[1])) : null;
        }
        finally
        {
            if (code.Data != 0)
                api.ByteVecDelete(&code);
            if (module != 0)
                api.ModuleDelete(module);
            api.EngineDelete(engine);
        }
    }

    static string FirstLine(string text) => text.AsSpan().IndexOf('\n') is >= 0 and var end ? text[..end] : text;
}
