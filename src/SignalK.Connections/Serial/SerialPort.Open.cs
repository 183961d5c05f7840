using System.Runtime.InteropServices;
using SignalK.Connections.Supervision;

namespace SignalK.Connections.Serial;

internal sealed unsafe partial class SerialPort
{
    /// <summary>Opens a port for ourselves alone. DTR and RTS are whatever the driver makes of an opening; we never move them.</summary>
    /// <param name="path">Usually a link of <c>/dev/serial/by-id</c>.</param>
    /// <param name="baud">Rate to start with.</param>
    /// <param name="host">Where others' use of the port is looked up.</param>
    /// <exception cref="ConnectionException">In words for the owner.</exception>
    public static SerialPort Open(string path, int baud, SerialHost host)
    {
        if (PortUsers.Find(host, path) is { } user)
        {
            throw new ConnectionException($"{path} is in use by {user}") { IsInUse = true };
        }

        // Non-blocking: an open that waits for a carrier would wait for ever.
        var descriptor = Tty.Open(path, Tty.ReadWrite | Tty.NoControllingTerminal | Tty.NonBlocking | Tty.CloseOnExec);
        if (descriptor < 0)
        {
            throw Explain(path, Marshal.GetLastPInvokeError());
        }

        var port = new SerialPort(path, descriptor);
        try
        {
            if (Tty.Lock(descriptor, Tty.LockExclusive | Tty.LockNonBlocking) != 0)
            {
                throw new ConnectionException($"{path} is in use by another program") { IsInUse = true };
            }

            if (!Tty.TrySetRaw(descriptor, baud))
            {
                throw Explain(path, Marshal.GetLastPInvokeError());
            }

            Tty.TakeExclusively(descriptor);
            return port;
        }
        catch
        {
            port.Dispose();
            throw;
        }
    }

    private static ConnectionException Explain(string path, int error) => error switch
    {
        Tty.NoEntry or Tty.NoDevice or Tty.NoSuchDevice => new ConnectionException($"{path} is not plugged in") { IsAbsence = true },
        Tty.AccessDenied => new ConnectionException($"no permission to open {path}: the server's user must be in its group (usually dialout)"),
        Tty.Busy => new ConnectionException($"{path} is in use by another program") { IsInUse = true },
        Tty.NotATerminal => new ConnectionException($"{path} is no serial port"),
        _ => new ConnectionException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}"),
    };
}
