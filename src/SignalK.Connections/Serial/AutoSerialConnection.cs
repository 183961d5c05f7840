using System.Globalization;
using SignalK.Connections.Options;
using SignalK.Connections.Supervision;

namespace SignalK.Connections.Serial;

/// <summary>
/// Opens every serial port that is there and every one that comes. A port in use by another program is shown and left alone
/// until it is free.
/// </summary>
internal sealed class AutoSerialConnection(AutoSerialOptions options, ConnectionServices services) : Connection(options, services)
{
    // Two small directories are read: 30 µs, cheaper than a watch that containers don't deliver.
    private static readonly TimeSpan s_scanEvery = TimeSpan.FromSeconds(2);
    private const int MostPorts = 32;

    private IReadOnlyList<SerialDevice> _candidates = [];
    private IReadOnlyList<SerialDevice> _found = [];
    private SerialConnection[] _ports = [];

    internal override bool WatchesLiveness => false;

    internal IReadOnlyList<Connection> Ports => _ports;

    internal override IEnumerable<ConnectionStatus> AllStatus() => [Status(), .. _ports.Select(static p => p.Status())];

    internal override void Tick()
    {
        base.Tick();
        foreach (var port in _ports)
        {
            port.Tick();
        }
    }

    private protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        try
        {
            Opened("every serial port that is found");
            while (true)
            {
                await ScanAsync().ConfigureAwait(false);
                Report(null, string.Create(CultureInfo.InvariantCulture, $"{_ports.Length} serial ports"));
                await Task.Delay(s_scanEvery, Time, stop).ConfigureAwait(false);
            }
        }
        finally
        {
            var ports = _ports;
            _ports = [];
            await Task.WhenAll(ports.Select(static p => p.DisposeAsync().AsTask())).ConfigureAwait(false);
        }
    }

    private async Task ScanAsync()
    {
        var candidates = SerialDevices.Candidates(Services.Serial);
        if (!candidates.SequenceEqual(_candidates))
        {
            _candidates = candidates;
            _found = SerialDevices.WithoutConsoles(Services.Serial, candidates);
        }

        var found = _found;
        SerialConnection[] gone = [.. _ports.Where(p => !p.EverSpoke && !found.Any(d => d.Path == PathOf(p)))];
        SerialConnection[] added =
        [
            .. found.Where(d => !options.Except.Any(e => e == d.Path || PortUsers.RealPath(e) == d.Device) && !_ports.Any(p => PathOf(p) == d.Path))
                .Take(MostPorts - _ports.Length + gone.Length)
                .Select(d => new SerialConnection(OptionsOf(d), Services)),
        ];
        _ports = [.. _ports.Except(gone), .. added];
        foreach (var port in added)
        {
            port.Start();
        }

        foreach (var port in gone)
        {
            await port.DisposeAsync().ConfigureAwait(false);
        }
    }

    private SerialOptions OptionsOf(SerialDevice device)
    {
        var known = options.Known.FirstOrDefault(port => port.Device == device.Path || PortUsers.RealPath(port.Device) == device.Device);
        return new()
        {
            Id = known is null ? device.Id : string.Join('-', known.Name.Split([.. known.Name.Where(static c => !char.IsLetterOrDigit(c))], StringSplitOptions.RemoveEmptyEntries)),
            Device = device.Path,
            Baud = known?.Baud,
            Found = true,
            Input = options.Input,
            Output = options.Output,
            Record = options.Record,
        };
    }

    private static string PathOf(SerialConnection port) => ((SerialOptions)port.Options).Device;
}
