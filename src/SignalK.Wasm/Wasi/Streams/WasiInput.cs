using SignalK.Wasm.Wasi.Files;
using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi;

/// <summary>Where a guest's stdin comes from.</summary>
public abstract class WasiInput
{
    /// <summary>At its end from the start.</summary>
    public static WasiInput Empty { get; } = new StreamInput(Stream.Null);

    /// <summary>A stream; its reads should end when cancelled. Counts as readable at any time. Not closed.</summary>
    public static WasiInput From(Stream stream) => new StreamInput(stream);

    /// <summary>A descriptor of this process, 0 for its own stdin. Not closed.</summary>
    public static WasiInput FromDescriptor(int fd) => new DescriptorInput(fd);

    /// <summary>Bytes read, 0 at the end; or the negative errno.</summary>
    internal abstract nint Read(Span<byte> buffer, in WasiWait wait);

    /// <summary>What poll(2) can wait for; -1 when a read needs no wait.</summary>
    internal virtual int PollDescriptor => -1;

    sealed class StreamInput(Stream stream) : WasiInput
    {
        const int MaxChunk = 64 * 1024;

        internal override nint Read(Span<byte> buffer, in WasiWait wait)
        {
            if (stream is MemoryStream) return stream.Read(buffer);
            var chunk = new byte[Math.Min(buffer.Length, MaxChunk)];
            try
            {
                var read = stream.ReadAsync(chunk, wait.Cancellation).AsTask().GetAwaiter().GetResult();
                chunk.AsSpan(0, read).CopyTo(buffer);
                return read;
            }
            catch (OperationCanceledException)
            {
                return -Errno.Interrupted;
            }
            catch (IOException)
            {
                return -Errno.Io;
            }
        }
    }

    sealed class DescriptorInput(int fd) : WasiInput
    {
        internal override int PollDescriptor => fd;

        internal override nint Read(Span<byte> buffer, in WasiWait wait)
        {
            var error = wait.UntilReady(fd, PollEvents.In);
            return error != 0 ? -error : FileIo.Read(fd, buffer);
        }
    }
}
