namespace SignalK.Appliance.Device.Provisioning;

/// <summary>
/// Files of the FAT partition: bytes are written over bytes of the same file and nothing else, so that no power cut can
/// break a directory or the table of clusters. Length and place of a file never change.
/// </summary>
static class InPlaceFile
{
    /// <summary>Writes over some of a file and has it on the medium when it returns.</summary>
    /// <exception cref="IOException">It cannot be written, or would grow.</exception>
    public static void Overwrite(string path, long offset, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, BufferSize = 0 });
        if (offset < 0 || offset + bytes.Length > file.Length)
            throw new IOException($"{path} would grow");
        file.Position = offset;
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Writes the whole file anew, unless it holds that already.</summary>
    /// <param name="content">As long as the file is.</param>
    public static void Overwrite(string path, ReadOnlySpan<byte> content)
    {
        if (!content.SequenceEqual(File.ReadAllBytes(path)))
            Overwrite(path, 0, content);
    }
}
