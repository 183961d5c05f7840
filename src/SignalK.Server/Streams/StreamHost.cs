using System.Buffers;
using System.Net;
using System.Text.Json;
using SignalK.Core;
using SignalK.Core.Fanout;
using SignalK.Core.Model;
using SignalK.Core.Requests;
using SignalK.Core.Security;

namespace SignalK.Server.Streams;

/// <summary>Who a client says it is.</summary>
/// <param name="Principal">Null when the credentials are wrong.</param>
public readonly record struct StreamLogin(Principal? Principal, string? Token = null, TimeSpan? TimeToLive = null, string? Message = null);

/// <summary>All clients of the delta streams, over WebSocket and TCP.</summary>
public sealed class StreamHost : IDisposable
{
    private readonly ITimer _housekeeping;
    private readonly Lock _gate = new();
    private readonly string _version;
    private int _ids;
    private int _seconds;

    public StreamHost(Hub hub, PutHandlers puts, RequestManager requests, StreamOptions options, string version)
    {
        Hub = hub;
        Puts = puts;
        Requests = requests;
        Options = options;
        _version = version;
        _housekeeping = hub.Time.CreateTimer(
            static host => ((StreamHost)host!).KeepHouse(), this, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public StreamOptions Options { get; }

    /// <summary>Checks a user's name and password, given from an address; null where nobody can log in (security off).</summary>
    public Func<string, string, IPAddress, CancellationToken, ValueTask<StreamLogin>>? Login { get; init; }

    /// <summary>Events of the server for administrators who ask for them: sent when they come, and every five seconds.</summary>
    public Func<byte[]>? ServerEvent { get; init; }

    /// <summary>Identifies this run of the server to clients that reconnect.</summary>
    public string StartId { get; } = Uuid.New().ToString();

    /// <summary>Clients closed because they took nothing, or never answered.</summary>
    public long ClosedStuck { get; private set; }

    internal Hub Hub { get; }

    internal PutHandlers Puts { get; }

    internal RequestManager Requests { get; }

    internal StreamPump Pump { get; } = new();

    /// <summary>For the admin page and for health.</summary>
    public IReadOnlyList<StreamClientStatus> Clients
    {
        get
        {
            var list = new List<StreamClientStatus>();
            foreach (var session in Pump.Sessions)
            {
                list.Add(session.Status());
            }

            return list;
        }
    }

    /// <summary>Rounds of the thread that serves all clients; <see cref="WakePump"/> makes one.</summary>
    public long PumpRounds => Pump.Rounds;

    public void WakePump() => Pump.Wake();

    public void Dispose()
    {
        _housekeeping.Dispose();
        foreach (var session in Pump.Sessions)
        {
            session.Close();
        }

        Pump.Dispose();
    }

    internal string NextId() => $"stream-{Interlocked.Increment(ref _ids)}";

    /// <summary>Takes a client in; false when there is no place for it.</summary>
    internal bool TryAdd(StreamSession session)
    {
        lock (_gate)
        {
            var same = 0;
            foreach (var other in Pump.Sessions)
            {
                same += other.Address.Equals(session.Address) ? 1 : 0;
            }

            var isLocal = IPAddress.IsLoopback(session.Address);
            if (Pump.Sessions.Length >= Options.MaxClients || (!isLocal && same >= Options.MaxClientsPerAddress))
            {
                return false;
            }

            Pump.Add(session);
            return true;
        }
    }

    /// <summary>The first message of a stream.</summary>
    internal byte[] Hello()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, SkJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, "signalk-appliance"u8);
            writer.WriteString("version"u8, _version);
            writer.WriteString("self"u8, Hub.Store.Self.Name);
            writer.WriteStartArray("roles"u8);
            writer.WriteStringValue("master"u8);
            writer.WriteStringValue("main"u8);
            writer.WriteEndArray();
            var now = Hub.Time.GetUtcNow().UtcDateTime;
            DeltaWriter.WriteTimestamp(writer, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)));
            writer.WriteString("serverStartId"u8, StartId);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    internal void BeginServerEvents(StreamSession session)
    {
        if (ServerEvent is { } make)
        {
            session.HearsServerEvents = true;
            session.Send(make());
        }
    }

    private void KeepHouse()
    {
        if (++_seconds % 5 == 0)
        {
            SendServerEvents();
        }

        foreach (var session in Pump.Sessions)
        {
            if (session.Stuck > Options.StuckTimeout || !session.KeepAlive(Options.PingPeriod))
            {
                ClosedStuck++;
                session.Close();
            }
        }
    }

    private void SendServerEvents()
    {
        byte[]? made = null;
        foreach (var session in Pump.Sessions)
        {
            if (session.HearsServerEvents)
            {
                session.Send(made ??= ServerEvent!());
            }
        }
    }
}

/// <summary>A client as an operator sees it. Bytes and counts since it connected.</summary>
public sealed record StreamClientStatus(
    string Id, string Kind, string Address, string Principal, DateTime ConnectedAt, long BytesOut, long Queued, long Conflated);
