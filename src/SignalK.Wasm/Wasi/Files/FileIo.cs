using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi.Files;

/// <summary>Reads and writes that are not ended by a signal. They return the bytes moved or the negative errno.</summary>
internal static unsafe class FileIo
{
    public static nint Read(int fd, Span<byte> buffer)
    {
        fixed (byte* data = buffer)
        {
            while (true)
            {
                var read = LibC.Read(fd, data, buffer.Length);
                if (read >= 0) return read;
                if (LibC.Errno != Errno.Interrupted) return -LibC.Errno;
            }
        }
    }

    public static nint Write(int fd, ReadOnlySpan<byte> buffer)
    {
        fixed (byte* data = buffer)
        {
            while (true)
            {
                var written = LibC.Write(fd, data, buffer.Length);
                if (written >= 0) return written;
                if (LibC.Errno != Errno.Interrupted) return -LibC.Errno;
            }
        }
    }

    public static nint ReadAt(int fd, Span<byte> buffer, long offset)
    {
        fixed (byte* data = buffer)
        {
            while (true)
            {
                var read = LibC.Pread(fd, data, buffer.Length, offset);
                if (read >= 0) return read;
                if (LibC.Errno != Errno.Interrupted) return -LibC.Errno;
            }
        }
    }

    public static nint WriteAt(int fd, ReadOnlySpan<byte> buffer, long offset)
    {
        fixed (byte* data = buffer)
        {
            while (true)
            {
                var written = LibC.Pwrite(fd, data, buffer.Length, offset);
                if (written >= 0) return written;
                if (LibC.Errno != Errno.Interrupted) return -LibC.Errno;
            }
        }
    }
}
