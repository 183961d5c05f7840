using System.Buffers.Binary;

namespace SignalK.Appliance.Device.Backup;

/// <summary>Looks at the end of a zip before its whole directory is read into memory.</summary>
static class ZipGuard
{
    // 50 000 entries with long names.
    const long LargestDirectory = 16 * 1024 * 1024;
    const int RecordSize = 22;
    const int LongestComment = 65_535;
    const uint Signature = 0x06054B50;

    /// <exception cref="InvalidDataException">It is no zip, or one of an unlikely form.</exception>
    public static void Check(Stream zip)
    {
        var tail = new byte[(int)Math.Min(zip.Length, RecordSize + LongestComment)];
        zip.Position = zip.Length - tail.Length;
        zip.ReadExactly(tail);
        zip.Position = 0;
        for (var at = tail.Length - RecordSize; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) != Signature)
                continue;
            var size = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 12));
            var offset = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
            if (Math.Max(size, zip.Length - offset) > LargestDirectory)
                throw new InvalidDataException("the zip has too many files in it to be a backup");
            return;
        }
        throw new InvalidDataException("this is no zip file");
    }
}
