using System.Globalization;

namespace SignalK.Plugins.Packages.Install;

/// <summary>What comes out of a decompressor, up to a number of bytes.</summary>
sealed class CappedStream(Stream inner, long cap) : Stream
{
    long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="PackageException">More came than the cap.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _read += read;
        return _read <= cap ? read
            : throw new PackageException(string.Create(CultureInfo.InvariantCulture, $"the package unpacks to more than {cap} bytes"));
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
