using System.Buffers;
using System.Globalization;
using System.Text;

namespace SignalK.Plugins.Packages.Install;

/// <summary>
/// Reads a tar archive (POSIX ustar and pax, GNU's long names) forwards. The framework's own reader allocates what a header
/// declares; here nothing declared is believed.
/// </summary>
/// <param name="archive">The unpacked bytes; whatever limits their number limits this too.</param>
sealed class TarStream(Stream archive)
{
    const int Block = 512;
    const int LargestExtension = 64 << 10;

    readonly byte[] _header = new byte[Block];
    long _left;
    int _padding;

    /// <summary>The next file, directory or other thing; null at the end.</summary>
    /// <exception cref="PackageException">It is no tar archive, or ends in the middle.</exception>
    public TarEntry? Next()
    {
        string? longName = null;
        long? longSize = null;
        while (true)
        {
            Skip(_left + _padding);
            (_left, _padding) = (0, 0);
            Fill(_header);
            if (!_header.AsSpan().ContainsAnyExcept((byte)0))
            {
                Drain();
                return null;
            }
            CheckSum();
            var size = Octal(_header.AsSpan(124, 12));
            switch (_header[156])
            {
                case (byte)'x':
                    (longName, longSize) = Pax(Extension(size), longName, longSize);
                    continue;
                case (byte)'L':
                    longName = Text(Extension(size));
                    continue;
                // Of all that follows, or the target of a link: nothing that we take.
                case (byte)'g' or (byte)'K':
                    SetContent(size);
                    continue;
            }
            size = longSize ?? size;
            SetContent(size);
            var path = longName ?? Name();
            return _header[156] switch
            {
                (byte)'0' or 0 or (byte)'7' => path.EndsWith('/') ? new TarEntry(path, TarKind.Directory, 0) : new TarEntry(path, TarKind.File, size),
                (byte)'5' => new TarEntry(path, TarKind.Directory, 0),
                _ => new TarEntry(path, TarKind.Other, 0),
            };
        }
    }

    /// <summary>Copies the content of the file that came last.</summary>
    public void CopyTo(Stream target)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
        try
        {
            while (_left > 0)
            {
                var part = buffer.AsSpan(0, (int)Math.Min(_left, buffer.Length));
                Fill(part);
                target.Write(part);
                _left -= part.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    void SetContent(long size) => (_left, _padding) = (size, (int)(-size & (Block - 1)));

    byte[] Extension(long size)
    {
        if (size > LargestExtension)
            throw Broken($"a name of {size} bytes");
        var content = new byte[size];
        Fill(content);
        Skip(-size & (Block - 1));
        return content;
    }

    /// <summary>Records <c>LENGTH KEY=VALUE\n</c>.</summary>
    static (string? Name, long? Size) Pax(ReadOnlySpan<byte> records, string? name, long? size)
    {
        while (!records.IsEmpty)
        {
            var blank = records.IndexOf((byte)' ');
            if (blank <= 0 || !int.TryParse(records[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= blank || length > records.Length || records[length - 1] != '\n')
                throw Broken("an extended header that is none");
            var record = records[(blank + 1)..(length - 1)];
            if (record.StartsWith("path="u8))
                name = Text(record[5..]);
            else if (record.StartsWith("size="u8))
                size = long.TryParse(record[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw Broken("a size that is none");
            records = records[length..];
        }
        return (name, size);
    }

    string Name()
    {
        var name = Text(Field(0, 100));
        // GNU's own headers have other things in the prefix's place.
        var prefix = _header.AsSpan(257, 6).SequenceEqual("ustar\0"u8) ? Text(Field(345, 155)) : "";
        return prefix.Length > 0 ? $"{prefix}/{name}" : name;
    }

    ReadOnlySpan<byte> Field(int offset, int length) => _header.AsSpan(offset, length);

    static string Text(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    static long Octal(ReadOnlySpan<byte> field)
    {
        long value = 0;
        // The top bit marks GNU's binary form: for 8 GB and more.
        if ((field[0] & 0x80) != 0)
            throw Broken("a file of more than 8 GB");
        foreach (var digit in field.Trim(" \0"u8))
            value = digit is >= (byte)'0' and <= (byte)'7' ? (value << 3) + digit - '0' : throw Broken("a number that is none");
        return value;
    }

    void CheckSum()
    {
        long sum = 0;
        for (var i = 0; i < Block; i++)
            sum += i is >= 148 and < 156 ? ' ' : _header[i];
        if (sum != Octal(Field(148, 8)))
            throw Broken("a header with a wrong checksum");
    }

    void Skip(long bytes)
    {
        Span<byte> buffer = stackalloc byte[4096];
        while (bytes > 0)
        {
            var part = buffer[..(int)Math.Min(bytes, buffer.Length)];
            Fill(part);
            bytes -= part.Length;
        }
    }

    /// <summary>To the end of what was packed, where its checksum stands.</summary>
    void Drain()
    {
        while (archive.Read(_header) > 0)
        {
        }
    }

    void Fill(Span<byte> buffer)
    {
        if (archive.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
            throw Broken("an end in the middle");
    }

    static PackageException Broken(string what) => new($"the package is no whole tar archive: it has {what}");
}
