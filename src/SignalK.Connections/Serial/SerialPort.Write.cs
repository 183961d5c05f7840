using System.Runtime.InteropServices;

namespace SignalK.Connections.Serial;

internal sealed partial class SerialPort
{
    private TaskCompletionSource? _writable;

    /// <summary>Writes all of it, as fast as the line takes it.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var (written, wait) = WriteSome(bytes.Span);
            bytes = bytes[written..];
            if (wait is not null)
            {
                await wait.ConfigureAwait(false);
            }
        }
    }

    private unsafe (int Written, Task? Wait) WriteSome(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_closed || _stopping)
            {
                throw new IOException($"{Path} is closed");
            }

            nint written;
            fixed (byte* start = bytes)
            {
                written = Tty.Write(_descriptor, start, (nuint)bytes.Length);
            }

            if (written == bytes.Length)
            {
                return ((int)written, null);
            }

            var error = written < 0 ? Marshal.GetLastPInvokeError() : Tty.Again;
            if (error is not (Tty.Again or Tty.Interrupted))
            {
                throw new IOException($"writing to {Path}: {Marshal.GetPInvokeErrorMessage(error)}");
            }

            _writable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Wake();
            return ((int)Math.Max(written, 0), _writable.Task);
        }
    }

    private bool WantsToWrite()
    {
        lock (_gate)
        {
            return _writable is not null;
        }
    }

    private TaskCompletionSource? TakeWriter()
    {
        lock (_gate)
        {
            var writer = _writable;
            _writable = null;
            return writer;
        }
    }
}
