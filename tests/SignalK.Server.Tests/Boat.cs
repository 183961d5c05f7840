using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using SignalK.Connections.Supervision;
using SignalK.Core;
using SignalK.Core.Faults;
using SignalK.Core.Metadata;
using SignalK.Core.Model;
using SignalK.Core.Providers;
using SignalK.Core.Requests;
using SignalK.Core.Security;
using SignalK.Core.Streams;
using SignalK.Plugins;
using SignalK.Server.Machine;
using SignalK.Server.Security;
using SignalK.Server.Tls;

namespace SignalK.Server.Tests;

/// <summary>A server over real sockets with a boat in its hub.</summary>
internal sealed class Boat : IAsyncDisposable
{
    public const string Self = "vessels.urn:mrn:imo:mmsi:230099999";
    public const string Other = "vessels.urn:mrn:imo:mmsi:230035780";

    private readonly TimeProvider _clock;

    private Boat(ServerOptions options, SecurityStore security, TimeProvider? time, IPluginHost? plugins, MachineServices? machine, Func<FaultBoard, TimeProvider, CertificateFiles>? certificates)
    {
        _clock = time ?? Time;
        Hub = new Hub(new HubOptions { Self = Self }, _clock) { DefaultMeta = static path => PathMetadata.Find(path) };
        Requests = new RequestManager(_clock);
        PutHandlers = new PutHandlers(Requests);
        Faults = new FaultBoard(_clock);
        Ingress = Hub.RegisterIngress("test", Principal.Server);
        Server = new SignalKServer(options, new ServerServices
        {
            Hub = Hub,
            Requests = Requests,
            PutHandlers = PutHandlers,
            Faults = Faults,
            Security = security,
            Certificates = certificates?.Invoke(Faults, _clock),
            Time = _clock,
            TcpStreamPort = () => 8375,
            Connections = () => Connections,
            Plugins = plugins,
            Machine = machine ?? MachineServices.None,
            Providers = Providers,
            BinaryStreams = BinaryStreams,
        });
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero));

    public Hub Hub { get; }

    public RequestManager Requests { get; }

    public PutHandlers PutHandlers { get; }

    public FaultBoard Faults { get; }

    public ProviderRegistry Providers { get; } = new();

    public BinaryStreams BinaryStreams { get; } = new();

    public IReadOnlyList<ConnectionStatus> Connections { get; set; } = [];

    public Ingress Ingress { get; }

    public SignalKServer Server { get; }

    public HttpClient Client { get; private set; } = null!;

    public Uri Url => Client.BaseAddress!;

    /// <param name="time">Null: a fake clock, which stands still.</param>
    public static async Task<Boat> StartAsync(
        ServerOptions? options = null, SecurityStore? security = null, bool withData = true, TimeProvider? time = null, IPluginHost? plugins = null, MachineServices? machine = null,
        Func<FaultBoard, TimeProvider, CertificateFiles>? certificates = null)
    {
        var loopback = (options ?? new ServerOptions()) with { Listen = [new IPEndPoint(IPAddress.Loopback, 0)], Version = "1.2.3" };
        var boat = new Boat(loopback, security ?? new SecurityStore(null), time, plugins, machine, certificates);
        await boat.Server.StartAsync();
        boat.Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri($"http://{boat.Server.Addresses[0]}"),
        };
        if (withData)
        {
            boat.Sail();
        }

        return boat;
    }

    /// <summary>Position from two receivers, speed, name, another vessel and a base station.</summary>
    public void Sail()
    {
        Ingest(null, Source.Nmea0183("gps", "GP", "RMC"), ("navigation.position", new SkPosition(60.1, 24.9)), ("navigation.speedOverGround", 3.5));
        Ingest(null, Source.Nmea0183("ais", "AI", "VDO"), ("navigation.position", new SkPosition(60.2, 24.8)));
        Ingest(null, Source.Of("defaults"), ("", new SkRecord(("name", "Väinö"), ("mmsi", "230099999"))));
        Ingest(Other, Source.Nmea0183("ais", "AI", "VDM"), ("navigation.position", new SkPosition(60.3, 24.7)));
        Ingest("shore.basestations.urn:mrn:imo:mmsi:002766140", Source.Nmea0183("ais", "AI", "VDM"), ("navigation.position", new SkPosition(59, 24)));
    }

    public void Ingest(string? context, Source source, params (string Path, SkValue Value)[] values)
    {
        var delta = new Delta { Context = context };
        var update = delta.Add(source, _clock.GetUtcNow().UtcDateTime);
        foreach (var (path, value) in values)
        {
            update.Add(SkPath.Of(path), value);
        }

        Assert.True(Hub.Ingest(Ingress, delta));
    }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? json, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Url, path));
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Client.SendAsync(request);
        var all = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(), all);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        Hub.Dispose();
    }
}

internal sealed record Answer(int Status, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => Body.Length > 0 ? JsonDocument.Parse(Body).RootElement : throw new InvalidOperationException($"status {Status} without a body");

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
