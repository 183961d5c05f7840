using System.Net;

namespace SignalK.Server;

/// <summary>The server cannot listen where it was told to: the port is in use, forbidden, or the address is not ours.</summary>
public sealed class BindException(string scheme, IReadOnlyList<IPEndPoint> endpoints, Exception inner)
    : Exception($"{scheme} cannot listen on {string.Join(", ", endpoints)}: {Reason(inner)}", inner)
{
    public IReadOnlyList<IPEndPoint> Endpoints => endpoints;

    private static string Reason(Exception e)
    {
        var root = e;
        while (root.InnerException is { } deeper)
        {
            root = deeper;
        }

        return root is System.Net.Sockets.SocketException socket
            ? socket.SocketErrorCode switch
            {
                System.Net.Sockets.SocketError.AddressAlreadyInUse => "the port is in use",
                System.Net.Sockets.SocketError.AccessDenied => "not permitted (ports below 1024 need the right to)",
                System.Net.Sockets.SocketError.AddressNotAvailable => "this machine has no such address",
                _ => socket.Message,
            }
            : root.Message;
    }
}
