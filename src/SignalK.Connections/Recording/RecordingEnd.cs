namespace SignalK.Connections.Recording;

/// <summary>
/// The end of a recording that is continued. After a power cut it may be half a line, or zeros: a file system may keep a file's new
/// length and not the bytes. The next line would be lost with it.
/// </summary>
internal static class RecordingEnd
{
    private const int Chunk = 16 * 1024;

    /// <summary>Takes away what follows the last whole line.</summary>
    /// <returns>Bytes that went; 0 for a file that is not there.</returns>
    /// <exception cref="IOException">The medium refused.</exception>
    public static long Mend(string path)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
        var before = file.Length;
        var end = before;
        var buffer = new byte[Chunk];
        while (end > 0)
        {
            var chunk = buffer.AsSpan(0, (int)Math.Min(Chunk, end));
            file.Position = end - chunk.Length;
            file.ReadExactly(chunk);
            var last = chunk.LastIndexOf((byte)'\n');
            end -= chunk.Length - last - 1;
            if (last >= 0)
            {
                break;
            }
        }

        if (end < before)
        {
            file.SetLength(end);
        }

        return before - end;
    }
}
