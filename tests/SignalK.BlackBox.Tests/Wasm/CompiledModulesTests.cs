using System.Diagnostics;

namespace SignalK.BlackBox.Tests.Wasm;

/// <summary>What Wasmtime compiled is kept between runs, and trusted only as it was written.</summary>
public sealed class CompiledModulesTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wasm-cache-");

    public void Dispose() => _folder.Delete(recursive: true);

    [WasmtimeFact]
    public async Task Run_Twice_TakesTheKeptCode()
    {
        await AddAsync();
        var entry = Entry();
        var made = Inode(entry);
        File.SetLastWriteTimeUtc(entry, DateTime.UnixEpoch);

        await AddAsync();

        Assert.Equal(made, Inode(Entry()));
        Assert.NotEqual(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(entry));
    }

    [WasmtimeFact]
    public async Task Run_TamperedEntry_IsCompiledAnew()
    {
        await AddAsync();
        var entry = Entry();
        var good = await File.ReadAllBytesAsync(entry);
        var bad = (byte[])good.Clone();
        bad[^100] ^= 1;
        await File.WriteAllBytesAsync(entry, bad);

        await AddAsync();

        Assert.NotEqual(bad, await File.ReadAllBytesAsync(Entry()));
    }

    [WasmtimeFact]
    public async Task Run_DirectoryOpenToOthers_IsNotUsedAndSaysSo()
    {
        Directory.CreateDirectory(Cache);
        File.SetUnixFileMode(Cache, (UnixFileMode)0b111_101_101);

        var end = await AddAsync();

        Assert.Empty(Directory.GetFiles(Cache));
        Assert.Contains("compiled modules are not kept: ", end.Error, StringComparison.Ordinal);
    }

    string Cache => Path.Combine(_folder.FullName, "signalk", "wasm");

    /// <summary>The only entry, private in a private directory.</summary>
    string Entry()
    {
        var entry = Assert.Single(Directory.GetFiles(Cache));
        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(Cache));
        Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(entry));
        Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(Cache + ".key"));
        return entry;
    }

    async Task<Finished> AddAsync()
    {
        var module = Path.Combine(_folder.FullName, "module.wasm");
        await File.WriteAllBytesAsync(module, Modules.Numbers);
        var info = Binary.StartInfo("wasm", "run", "--engine", "wasmtime", module, "--invoke", "add", "40", "2");
        info.Environment["XDG_CACHE_HOME"] = _folder.FullName;
        var end = await Binary.RunAsync(info);
        Assert.Equal((0, "42\n"), (end.ExitCode, end.Output));
        return end;
    }

    // An entry that is written again is another file under the same name.
    static string Inode(string path)
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%i", path]) { RedirectStandardOutput = true })!;
        return stat.StandardOutput.ReadToEnd().Trim();
    }
}
