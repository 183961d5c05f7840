using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace SignalK.Plugins.Tests.Packages;

/// <summary>npm package tarballs, good and bad.</summary>
static class TestPackage
{
    public static string Manifest(string name = "@test/hello", string version = "1.0.0", string more = "") =>
        $$"""{"name":"{{name}}","version":"{{version}}","keywords":["signalk-wasm-plugin"],"wasmManifest":"plugin.wasm"{{more}}}""";

    /// <summary>A plugin that can be installed.</summary>
    public static MemoryStream Plugin(string name = "@test/hello", string version = "1.0.0", string more = "") =>
        Pack(("package/package.json", Manifest(name, version, more)), ("package/plugin.wasm", TestModule.Plugin));

    public static MemoryStream Pack(params (string Path, object Content)[] files) => Pack(tar =>
    {
        foreach (var (path, content) in files)
            tar.WriteEntry(File(path, content));
    });

    public static MemoryStream Pack(Action<TarWriter> write, TarEntryFormat format = TarEntryFormat.Pax)
    {
        MemoryStream unpacked = new();
        using (TarWriter tar = new(unpacked, format, leaveOpen: true))
            write(tar);
        return Zip(unpacked.ToArray());
    }

    public static PaxTarEntry File(string path, object content) => new(TarEntryType.RegularFile, path)
    {
        DataStream = new MemoryStream(content as byte[] ?? Encoding.UTF8.GetBytes((string)content)),
    };

    public static MemoryStream Zip(byte[] content)
    {
        MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
            zip.Write(content);
        packed.Position = 0;
        return packed;
    }
}
