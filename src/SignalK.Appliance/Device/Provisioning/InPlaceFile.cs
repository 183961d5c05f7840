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

    /// <summary>Blanks a value so that a power cut leaves it whole, blank, or with a mark in it, and never half of it alone.</summary>
    /// <param name="blank">In the value's place; quotes in it do not lie across the end of a sector.</param>
    /// <param name="mark">As long; the same character throughout.</param>
    public static void Blank(string path, long offset, ReadOnlyMemory<byte> blank, ReadOnlyMemory<byte> mark)
    {
        foreach (var (at, bytes) in BlankSteps(offset, blank, mark))
            Overwrite(path, at, bytes.Span);
    }

    /// <summary>Each within one sector. Where there are several, all are marked before any is blank, and the quotes come last.</summary>
    internal static IEnumerable<(long At, ReadOnlyMemory<byte> Bytes)> BlankSteps(long offset, ReadOnlyMemory<byte> blank, ReadOnlyMemory<byte> mark)
    {
        List<Range> parts = [];
        for (var at = 0; at < blank.Length; at = parts[^1].End.Value)
            parts.Add(at..Math.Min(blank.Length, at + Medium.RoomInSector(offset + at)));
        // What follows the value stays what closes it: its end is marked first.
        var marks = parts.Count == 1 ? [] : Enumerable.Reverse(parts).Select(part => (part, mark));
        var blanks = parts.OrderBy(part => blank[part].Span.Contains((byte)'"')).Select(part => (part, blank));
        return marks.Concat(blanks).Select(step => (offset + step.part.Start.Value, step.Item2[step.part]));
    }

    /// <summary>Writes the whole file anew, unless it holds that already.</summary>
    /// <param name="content">As long as the file is.</param>
    public static void Overwrite(string path, ReadOnlySpan<byte> content)
    {
        if (!content.SequenceEqual(File.ReadAllBytes(path)))
            Overwrite(path, 0, content);
    }
}
