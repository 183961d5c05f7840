using System.Runtime.InteropServices;
using SignalK.Connections.Supervision;

namespace SignalK.Connections.Serial;

/// <summary>Takes a block of received bytes; valid during the call.</summary>
internal delegate void BlockHandler(ReadOnlySpan<byte> block);

/// <summary>
/// An open serial port. A thread of its own waits in <c>poll</c> for bytes, for room to write and for the end: a boat has a
/// dozen ports at most, and a blocked read would hold up closing. Closing takes effect at once.
/// </summary>
internal sealed unsafe partial class SerialPort : IDisposable
{
    private const int BufferSize = 4096;
    private const int StackSize = 256 * 1024;

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _descriptor;
    private readonly int _wake;
    private bool _started;
    private bool _stopping;
    private bool _closed;

    private SerialPort(string path, int descriptor)
    {
        Path = path;
        _descriptor = descriptor;
        _wake = Tty.NewEvent(0, Tty.NonBlocking | Tty.CloseOnExec);
    }

    public string Path { get; }

    /// <summary>Changes the rate and forgets what was received at the old one.</summary>
    public void SetBaud(int baud)
    {
        if (!Tty.TrySetRaw(_descriptor, baud))
        {
            throw new ConnectionException($"{Path} cannot run at {baud} baud: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        Tty.DiscardInput(_descriptor);
    }

    /// <summary>Reads until the port goes away or is disposed. The task fails with what the handler throws.</summary>
    public Task ReadAllAsync(BlockHandler handler)
    {
        _started = true;
        var thread = new Thread(() => Run(handler), StackSize) { IsBackground = true, Name = "serial " + System.IO.Path.GetFileName(Path) };
        thread.Start();
        return _ended.Task;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            if (!_started)
            {
                Close();
            }
            else if (!_closed)
            {
                Wake();
            }
        }
    }

    private void Run(BlockHandler handler)
    {
        try
        {
            Loop(handler);
            _ended.TrySetResult();
        }
        catch (Exception fault)
        {
            _ended.TrySetException(fault);
        }
        finally
        {
            lock (_gate)
            {
                Close();
            }
        }
    }

    private void Loop(BlockHandler handler)
    {
        var buffer = stackalloc byte[BufferSize];
        var entries = stackalloc Tty.PollEntry[2];
        while (true)
        {
            entries[0] = new Tty.PollEntry { Descriptor = _descriptor, Wanted = WantsToWrite() ? (short)(Tty.PollIn | Tty.PollOut) : Tty.PollIn };
            entries[1] = new Tty.PollEntry { Descriptor = _wake, Wanted = Tty.PollIn };
            if (Tty.Poll(entries, 2, -1) < 0)
            {
                continue;
            }

            if (entries[1].Happened != 0)
            {
                ulong count;
                _ = Tty.Read(_wake, (byte*)&count, sizeof(ulong));
            }

            if (Volatile.Read(ref _stopping))
            {
                return;
            }

            var happened = entries[0].Happened;
            if ((happened & Tty.PollOut) != 0)
            {
                TakeWriter()?.TrySetResult();
            }

            if ((happened & Tty.PollIn) != 0)
            {
                if (!ReadSome(buffer, handler))
                {
                    return;
                }
            }
            else if ((happened & (Tty.PollHangUp | Tty.PollError | Tty.PollInvalid)) != 0)
            {
                return;
            }
        }
    }

    // False at the end of the device: a USB adapter that was pulled out reads as an end of file or as an I/O error.
    private bool ReadSome(byte* buffer, BlockHandler handler)
    {
        var count = Tty.Read(_descriptor, buffer, BufferSize);
        if (count > 0)
        {
            handler(new ReadOnlySpan<byte>(buffer, (int)count));
            return true;
        }

        return count < 0 && Marshal.GetLastPInvokeError() is Tty.Again or Tty.Interrupted;
    }

    private void Wake()
    {
        ulong one = 1;
        _ = Tty.Write(_wake, (byte*)&one, sizeof(ulong));
    }

    private void Close()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        _ = Tty.Close(_descriptor);
        _ = Tty.Close(_wake);
        _writable?.TrySetException(new IOException($"{Path} is closed"));
    }
}
