namespace SignalK.Plugins.Packages.Install;

enum TarKind : byte
{
    File,
    Directory,

    /// <summary>A link, a device, a pipe or something newer.</summary>
    Other,
}

/// <param name="Path">As written in the archive.</param>
/// <param name="Size">Bytes of content; 0 for all but files.</param>
readonly record struct TarEntry(string Path, TarKind Kind, long Size);
