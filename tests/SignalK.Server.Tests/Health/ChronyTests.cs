using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using SignalK.Server.Health;

namespace SignalK.Server.Tests.Health;

public sealed class ChronyTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly UdpClient _chrony = new(new IPEndPoint(IPAddress.Loopback, 0));

    public void Dispose() => _chrony.Dispose();

    [Fact]
    public async Task Ask_ReceiverIsSelected_IsTrustedByItsName() =>
        Assert.Equal(new ClockStatus(true, "gps"), await AskAsync(reply => "GPS\0"u8.CopyTo(reply[28..])));

    [Fact]
    public async Task Ask_ServerIsSelected_IsTrustedByTheNetwork() =>
        Assert.Equal(new ClockStatus(true, "network"), await AskAsync(reply =>
        {
            IPAddress.Parse("192.0.2.7").TryWriteBytes(reply[28..], out _);
            reply[49] = 1;
        }));

    [Fact]
    public async Task Ask_NothingIsSelected_IsNotTrusted() =>
        Assert.Equal(new ClockStatus(false, "none"), await AskAsync(reply => reply[55] = 3));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(16)]
    public async Task Ask_AnswerOfAnotherKind_IsNone(int at) =>
        Assert.Null(await AskAsync(reply => reply[at] ^= 0x40));

    [Fact]
    public async Task Ask_AnswerCutOff_IsNone() =>
        Assert.Null(await AskAsync(static _ => { }, length: 60));

    [Fact]
    public void Ask_NobodyListens_IsNone()
    {
        var port = (IPEndPoint)_chrony.Client.LocalEndPoint!;
        _chrony.Dispose();

        Assert.Null(Chrony.Ask(port, s_patience));
    }

    private async Task<ClockStatus?> AskAsync(Change change, int length = 104)
    {
        var asked = Task.Run(() => Chrony.Ask((IPEndPoint)_chrony.Client.LocalEndPoint!, s_patience));
        var request = await _chrony.ReceiveAsync();
        Assert.Equal((104, 6, 1, 33), (request.Buffer.Length, request.Buffer[0], request.Buffer[1], BinaryPrimitives.ReadUInt16BigEndian(request.Buffer.AsSpan(4))));
        var reply = new byte[length];
        (reply[0], reply[1], reply[5], reply[7]) = (6, 2, 33, 5);
        request.Buffer.AsSpan(8, 4).CopyTo(reply.AsSpan(16));
        change(reply);
        await _chrony.SendAsync(reply, request.RemoteEndPoint);
        return await asked;
    }

    private delegate void Change(Span<byte> reply);
}
