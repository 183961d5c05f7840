using System.Buffers;
using System.Text;
using SignalK.Plugins.Abi;

namespace SignalK.Plugins.Tests.Abi;

/// <summary>Writes down what a guest asks, a line each, and says yes.</summary>
sealed class RecordingHost : IGuestHost, IGuestSockets, IGuestSerial, IGuestFetch
{
    public List<string> Said { get; } = [];

    public Dictionary<string, string> Paths { get; } = [];

    public string Configuration { get; set; } = "{}";

    /// <summary>What there is to receive, on whatever socket or port.</summary>
    public byte[] Incoming { get; set; } = [];

    public Func<FetchRequest, CancellationToken, FetchReply> OnFetch { get; set; } = (_, _) => FetchReply.Failed("no network");

    public Action<string>? OnSaid { get; set; }

    public IGuestSockets Sockets => this;

    public IGuestSerial Serial => this;

    public IGuestFetch Fetch => this;

    public void Log(GuestLogLevel level, ReadOnlySpan<byte> text) => Say($"{level}: {Encoding.UTF8.GetString(text)}");

    public void SetStatus(string message) => Say($"status: {message}");

    public void SetError(string message) => Say($"error: {message}");

    public void HandleMessage(ReadOnlySpan<byte> delta, bool isV2) => Say($"{(isV2 ? "v2" : "v1")}: {Encoding.UTF8.GetString(delta)}");

    public bool PublishNotification(string path, ReadOnlySpan<byte> value) => Yes($"notify {path}: {Encoding.UTF8.GetString(value)}");

    public bool WritePath(string path, bool ofSelf, IBufferWriter<byte> json) =>
        Paths.TryGetValue((ofSelf ? "self " : "") + path, out var value) && Encoding.UTF8.GetBytes(value, json) >= 0;

    public bool WriteConfiguration(IBufferWriter<byte> json) => Encoding.UTF8.GetBytes(Configuration, json) >= 0;

    /// <summary>What a save takes.</summary>
    public Action OnSave { get; set; } = () => { };

    public bool SaveConfiguration(ReadOnlySpan<byte> json)
    {
        OnSave();
        Configuration = Encoding.UTF8.GetString(json);
        return true;
    }

    public bool HasCapability(string name) => name == "network";

    public bool RegisterPutHandler(string context, string path) => Yes($"put {context} {path}");

    public bool RegisterProvider(ProviderKind kind, string name) => Yes($"provider {kind} {name}");

    public bool EmitSpokes(string radarId, ReadOnlySpan<byte> data) => Yes($"spokes {radarId} {data.Length}");

    public bool EmitBinary(string streamId, ReadOnlySpan<byte> data) => Yes($"binary {streamId} {data.Length}");

    public bool Subscribe(ReadOnlySpan<byte> json) => Yes($"subscribe {Encoding.UTF8.GetString(json)}");

    public bool SubscribeEvents(ReadOnlySpan<byte> types) => Yes($"events {Encoding.UTF8.GetString(types)}");

    public bool EmitEvent(string type, ReadOnlySpan<byte> data) => Yes($"event {type} {Encoding.UTF8.GetString(data)}");

    public void WriteAllowedEvents(IBufferWriter<byte> json) => json.Write("[\"nmea0183\"]"u8);

    public int UdpCreate(bool ipv6) => Number($"udp {(ipv6 ? 6 : 4)}", 1);
    public int UdpBind(int id, int port) => Number($"bind {id} {port}", 0);
    public int UdpJoinMulticast(int id, string group, string networkInterface) => Number($"join {id} {group} {networkInterface}", 0);
    public int UdpLeaveMulticast(int id, string group, string networkInterface) => Number($"leave {id} {group} {networkInterface}", 0);
    public int UdpSetMulticastTtl(int id, int ttl) => Number($"ttl {id} {ttl}", 0);
    public int UdpSetMulticastLoopback(int id, bool on) => Number($"loopback {id} {on}", 0);
    public int UdpSetBroadcast(int id, bool on) => Number($"broadcast {id} {on}", 0);
    public int UdpSend(int id, string address, int port, ReadOnlySpan<byte> data) => Number($"send {id} {address} {port}", data.Length);

    public int UdpReceive(int id, Span<byte> buffer, out string address, out int port)
    {
        (address, port) = Incoming.Length == 0 ? ("", 0) : ("192.168.0.7", 10110);
        return Receive(buffer);
    }

    public int UdpPending(int id) => Incoming.Length == 0 ? 0 : 1;
    public void UdpClose(int id) => Say($"close udp {id}");
    public int TcpCreate() => Number("tcp", 1);
    public int TcpConnect(int id, string host, int port) => Number($"connect {id} {host} {port}", 0);
    public int TcpConnected(int id) => 1;
    public int TcpSetLineBuffering(int id, bool on) => Number($"lines {id} {on}", 0);
    public int TcpSend(int id, ReadOnlySpan<byte> data) => Number($"tcp send {id}", data.Length);
    public int TcpReceiveLine(int id, Span<byte> buffer) => Receive(buffer);
    public int TcpReceiveRaw(int id, Span<byte> buffer) => Receive(buffer);
    public int TcpPending(int id) => Incoming.Length == 0 ? 0 : 1;
    public void TcpClose(int id) => Say($"close tcp {id}");
    public int Open(string device, int baud) => Number($"open {device} {baud}", 3);
    public int Read(int id, Span<byte> buffer) => Receive(buffer);
    public int Write(int id, ReadOnlySpan<byte> data) => Number($"write {id} {Encoding.UTF8.GetString(data)}", data.Length);
    public void Close(int id) => Say($"close serial {id}");

    public FetchReply Send(FetchRequest request, CancellationToken cancel)
    {
        Say($"{request.Method} {request.Url} [{string.Join(", ", request.Headers.Select(header => $"{header.Key}: {header.Value}"))}] "
            + (request.Body is { } body ? Encoding.UTF8.GetString(body) : "-"));
        return OnFetch(request, cancel);
    }

    public void Dispose() { }

    int Receive(Span<byte> buffer)
    {
        var length = Math.Min(buffer.Length, Incoming.Length);
        Incoming.AsSpan(0, length).CopyTo(buffer);
        Incoming = [];
        return length;
    }

    bool Yes(string what) => Number(what, 1) == 1;

    int Number(string what, int answer)
    {
        Say(what);
        return answer;
    }

    void Say(string what)
    {
        Said.Add(what);
        OnSaid?.Invoke(what);
    }
}
