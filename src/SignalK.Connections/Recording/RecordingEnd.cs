namespace SignalK.Connections.Recording;

/// <summary>
/// The end of a recording that is continued. After a power cut it may be half a line, or zeros up to the end of a sector: a file
/// system may keep a file's new length and not the bytes, and a disk the later of two sectors. The next line would be lost with it.
/// </summary>
internal static class RecordingEnd
{
    private const int Chunk = 16 * 1024;
    private const int Sector = 512;

    // More than boats say between two syncs.
    private const int Unsynced = 1024 * 1024;

    /// <summary>Takes away what follows the last whole line before what the medium lost.</summary>
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
        var end = BeforeZeros(file);
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

    private static long BeforeZeros(FileStream file)
    {
        var start = Math.Max(0, file.Length - Unsynced);
        var tail = new byte[file.Length - start];
        file.Position = start;
        file.ReadExactly(tail);
        for (var at = 0; at < tail.Length;)
        {
            var zero = tail.AsSpan(at).IndexOf((byte)0);
            if (zero < 0)
            {
                break;
            }

            var length = tail.AsSpan(at + zero).IndexOfAnyExcept((byte)0);
            var after = length < 0 ? tail.Length : at + zero + length;
            // Elsewhere they are what a receiver sent.
            if (after == tail.Length || (start + after) % Sector == 0)
            {
                return start + at + zero;
            }

            at = after;
        }

        return file.Length;
    }
}
