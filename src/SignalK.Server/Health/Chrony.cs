using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SignalK.Server.Health;

/// <summary>
/// chrony's monitoring protocol (version 6, <c>candm.h</c> of its source), of which this speaks one request: tracking. Anybody on the machine
/// may ask. Integers are big-endian.
/// </summary>
internal static class Chrony
{
    public static readonly IPEndPoint LocalMonitor = new(IPAddress.Loopback, 323);

    // A request is as long as its reply, so that nobody can use chrony to amplify.
    private const int Size = 104;
    private const byte Version = 6;
    private const byte Request = 1;
    private const byte Reply = 2;
    private const ushort Tracking = 33;
    private const ushort TrackingReply = 5;
    private const ushort NotSynchronised = 3;

    private const int CommandAt = 4;
    private const int SequenceAt = 8;
    private const int ReplyAt = 6;
    private const int StatusAt = 8;
    private const int ReplySequenceAt = 16;
    private const int ReferenceAt = 28;
    private const int FamilyAt = 48;
    private const int LeapAt = 54;

    /// <returns>Null without a chrony that answers.</returns>
    public static ClockStatus? Ask(IPEndPoint monitor, TimeSpan patience)
    {
        Span<byte> packet = stackalloc byte[Size];
        packet.Clear();
        packet[0] = Version;
        packet[1] = Request;
        BinaryPrimitives.WriteUInt16BigEndian(packet[CommandAt..], Tracking);
        var sequence = (uint)Random.Shared.Next();
        BinaryPrimitives.WriteUInt32BigEndian(packet[SequenceAt..], sequence);
        try
        {
            // Connected: a closed port is an error at once, and nobody else's packet is an answer.
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = (int)patience.TotalMilliseconds };
            socket.Connect(monitor);
            socket.Send(packet);
            return Read(packet[..socket.Receive(packet)], sequence);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static ClockStatus? Read(ReadOnlySpan<byte> reply, uint sequence)
    {
        if (reply.Length < Size || reply[0] != Version || reply[1] != Reply || UInt16(reply, CommandAt) != Tracking || UInt16(reply, ReplyAt) != TrackingReply
            || UInt16(reply, StatusAt) != 0 || BinaryPrimitives.ReadUInt32BigEndian(reply[ReplySequenceAt..]) != sequence)
            return null;
        if (UInt16(reply, LeapAt) == NotSynchronised)
            return new ClockStatus(false, "none");
        // A receiver has a name of up to four letters in place of an address.
        var name = UInt16(reply, FamilyAt) == 0 ? Encoding.ASCII.GetString(reply.Slice(ReferenceAt, 4)).TrimEnd('\0').ToLowerInvariant() : "network";
        return new ClockStatus(true, name);
    }

    private static ushort UInt16(ReadOnlySpan<byte> packet, int at) => BinaryPrimitives.ReadUInt16BigEndian(packet[at..]);
}
