using System.Globalization;
using System.IO.Compression;

namespace SignalK.Plugins.Packages.Install;

/// <summary>Unpacks an npm package tarball into a directory of its own: plain files and directories, nothing else.</summary>
static class PackageUnpacker
{
    const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>What may unpack to nothing's ratio: small archives of zeros are nobody's problem.</summary>
    const long Free = 1 << 20;

    /// <exception cref="PackageException">It is refused.</exception>
    /// <exception cref="IOException">The disk says no.</exception>
    public static void Unpack(string archive, string directory, InstallOptions options)
    {
        try
        {
            using var packed = File.OpenRead(archive);
            var cap = Math.Min(options.MaxUnpackedBytes, Free + (packed.Length * options.MaxRatio));
            using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
            Unpack(new TarStream(new CappedStream(unpacked, cap)), directory, options);
        }
        catch (InvalidDataException error)
        {
            throw new PackageException($"the package is no gzip archive, or a broken one: {error.Message}");
        }
    }

    static void Unpack(TarStream archive, string directory, InstallOptions options)
    {
        Directory.CreateDirectory(directory);
        var left = options.MaxEntries;
        string? top = null;
        while (archive.Next() is { } entry)
        {
            if (left-- == 0)
                throw new PackageException(string.Create(CultureInfo.InvariantCulture, $"the package has more than {options.MaxEntries} entries"));
            if (entry.Kind == TarKind.Other)
                throw new PackageException($"the package is refused: \"{entry.Path}\" is a link or a device");
            var path = ArchivePath.Clean(entry.Path, ref top);
            if (path.Length == 0 && entry.Kind == TarKind.Directory)
                continue;
            var full = Path.Combine(directory, path);
            if (entry.Kind == TarKind.Directory)
                Directory.CreateDirectory(full);
            else
                Write(archive, full, entry.Path);
        }
    }

    static void Write(TarStream archive, string full, string written)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        // Twice the same name: what one tool takes for the package, another does not.
        if (File.Exists(full) || Directory.Exists(full))
            throw new PackageException($"the package is refused: \"{written}\" is in it twice");
        using var file = new FileStream(full, new FileStreamOptions
        {
            Mode = System.IO.FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
            UnixCreateMode = FileMode,
        });
        archive.CopyTo(file);
    }
}
