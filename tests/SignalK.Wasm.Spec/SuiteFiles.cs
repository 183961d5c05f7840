using System.Formats.Tar;
using System.IO.Compression;

namespace SignalK.Wasm.Spec;

/// <summary>The files of a suite by their path, from a folder or from a <c>.tar.gz</c> without unpacking it to disk.</summary>
sealed class SuiteFiles
{
    readonly SortedDictionary<string, Func<byte[]>> _files = new(StringComparer.Ordinal);

    SuiteFiles() { }

    /// <summary>Scripts: every JSON file with a folder of its modules around it.</summary>
    public IEnumerable<string> Scripts => _files.Keys.Where(path => path.EndsWith(".json", StringComparison.Ordinal));

    public IEnumerable<string> Modules => _files.Keys.Where(path => path.EndsWith(".wasm", StringComparison.Ordinal));

    public static SuiteFiles Open(string path)
    {
        SuiteFiles suite = new();
        if (Directory.Exists(path))
        {
            foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
                suite._files.Add(Path.GetRelativePath(path, file).Replace('\\', '/'), () => File.ReadAllBytes(file));
            return suite;
        }
        using var tar = new TarReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                continue;
            // An empty file has no stream.
            var bytes = new byte[entry.DataStream?.Length ?? 0];
            entry.DataStream?.ReadExactly(bytes);
            suite._files.Add(entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name, () => bytes);
        }
        return suite;
    }

    public byte[] Read(string path) => _files[path]();

    public static string Beside(string script, string file)
    {
        var slash = script.LastIndexOf('/');
        return slash < 0 ? file : script[..(slash + 1)] + file;
    }
}
