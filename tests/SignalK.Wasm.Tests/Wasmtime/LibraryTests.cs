using System.Text.RegularExpressions;
using SignalK.Wasm.Wasmtime;
using SignalK.Wasm.Wasmtime.Native;

namespace SignalK.Wasm.Tests.Wasmtime;

public sealed partial class LibraryTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("signalk-library-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [WasmtimeFact]
    public void TryCreate_FortyEight_SaysSo()
    {
        using var engine = Create(WasmtimeFiles.Path48);

        Assert.Equal(("wasmtime", "48", WasmtimeFiles.Path48), (engine.Name, engine.Version, engine.Origin));
        Assert.Equal(42, Modules.Run(engine, Modules.Answer));
    }

    [Wasmtime44Fact]
    public void TryCreate_FortyFour_SaysSoAndRuns()
    {
        using var engine = Create(WasmtimeFiles.Path44);

        Assert.Equal("44", engine.Version);
        Assert.Equal(42, Modules.Run(engine, Modules.Answer));
    }

    [Fact]
    public void TryCreate_NoSuchFile_IsRefused() =>
        Assert.Contains("cannot be read", Refusal("/nonexistent/libwasmtime.so"));

    [Fact]
    public void TryCreate_NoLibrary_IsRefused() =>
        Assert.Contains("not a 64-bit ELF library", Refusal(File("text", "no library at all"u8)));

    [Fact]
    public void TryCreate_AnotherArchitecture_IsRefusedByName()
    {
        var header = new byte[64];
        ElfFile.Magic.CopyTo(header);
        header[18] = 243;

        Assert.Contains("it is built for riscv, this machine is", Refusal(File("riscv.so", header)));
    }

    [Fact]
    public void TryCreate_CutShort_IsRefused()
    {
        var header = new byte[64];
        ElfFile.Magic.CopyTo(header);
        header[18] = 62;

        Assert.Contains("cannot be loaded", Refusal(File("short.so", header)));
    }

    [Fact]
    public void TryCreate_AnotherLibrary_IsRefusedForWhatItLacks()
    {
        const string libc = "/lib/x86_64-linux-gnu/libc.so.6";
        if (System.IO.File.Exists(libc))
            Assert.Matches("lacks wasm_config_new and [0-9]+ more functions", Refusal(libc));
    }

    [WasmtimeFact]
    public void Symbols_LookedUp_AreThoseOfTheStaticTable()
    {
        List<string> asked = [];
        var library = System.Runtime.InteropServices.NativeLibrary.Load(WasmtimeFiles.Path48);
        WasmtimeApi api = new(new SymbolSource(name =>
        {
            asked.Add(name);
            return System.Runtime.InteropServices.NativeLibrary.GetExport(library, name);
        }));
        Assert.NotNull(api);

        var table = SymbolPattern().Matches(System.IO.File.ReadAllText(Repository.Of("src/SignalK.Wasm/Wasmtime/Static/wasmtime-symbols.c"))).Select(match => match.Groups[1].Value);
        Assert.Equal(asked.Distinct().Order(StringComparer.Ordinal), table.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(44)]
    [InlineData(48)]
    public void Supported_Versions_AreThese(int version) => Assert.True(WasmtimeLibrary.SupportedVersions.Contains(version));

    [GeneratedRegex(@"^    X\((\w+)\)", RegexOptions.Multiline)]
    private static partial Regex SymbolPattern();

    static WasmtimeEngine Create(string path)
    {
        Assert.True(
            WasmtimeEngine.TryCreate(WasmEngineOptions.Default, new WasmtimeOptions { Library = path }, out var engine, out var reason), reason);
        return engine!;
    }

    static string Refusal(string path)
    {
        Assert.False(
            WasmtimeEngine.TryCreate(WasmEngineOptions.Default, new WasmtimeOptions { Library = path }, out _, out var reason));
        return reason!;
    }

    string File(string name, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }
}
