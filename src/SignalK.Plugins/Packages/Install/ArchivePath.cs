using System.Text;

namespace SignalK.Plugins.Packages.Install;

/// <summary>Names in an archive, made safe to be names below a directory.</summary>
static class ArchivePath
{
    const int LongestName = 255;
    const int LongestPath = 1024;
    const int Deepest = 32;

    /// <summary>
    /// The path below the package, which is one folder of the archive (<c>package/</c> as npm packs it); empty for that folder
    /// itself.
    /// </summary>
    /// <exception cref="PackageException">It leads elsewhere, or no file can have that name.</exception>
    public static string Clean(string path, ref string? top)
    {
        if (path.StartsWith('/'))
            throw Refused(path, "is absolute");
        if (path.Any(c => char.IsControl(c) || c is '\\' or '\uFFFD'))
            throw Refused(path, "has characters that no file needs");
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Contains(".."))
            throw Refused(path, "leads out of the package");
        if (parts.Length == 0)
            throw Refused(path, "is no name");
        if (top is not null && parts[0] != top)
            throw Refused(path, $"lies beside {top}/: a package has one folder");
        top = parts[0];
        // Hand-made archives write ./ in the middle too.
        parts = [.. parts.Skip(1).Where(part => part != ".")];
        if (parts.Length > Deepest || parts.Any(part => Encoding.UTF8.GetByteCount(part) > LongestName))
            throw Refused(path, "is too deep or too long");
        var clean = string.Join('/', parts);
        return clean.Length <= LongestPath ? clean : throw Refused(path, "is too deep or too long");
    }

    static PackageException Refused(string path, string why) => new($"the package is refused: \"{(path.Length <= 100 ? path : path[..100] + "...")}\" {why}");
}
