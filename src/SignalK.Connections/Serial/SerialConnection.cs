using System.Globalization;
using SignalK.Connections.Bus;
using SignalK.Connections.Input;
using SignalK.Connections.Options;
using SignalK.Connections.Supervision;

namespace SignalK.Connections.Serial;

/// <summary>
/// One serial port, found by its name each time it is opened: a device that was pulled out and comes back as another
/// <c>ttyUSB</c> is the same connection.
/// </summary>
internal sealed class SerialConnection(SerialOptions options, ConnectionServices services) : Connection(options, services)
{
    // Without a sentence among so many bytes the rate is no longer the right one.
    private const int BytesToDoubt = 4_096;

    private OutputTallies _outputs;
    private int _lastBaud;

    /// <summary>True once it spoke NMEA 0183; an automatically opened port that never did is forgotten when it goes.</summary>
    public bool EverSpoke => Counters.Sentences > 0;

    // A port that nobody named and that another program has is none of our business: looked at now and then.
    private protected override (TimeSpan First, TimeSpan Longest) RetryPauses => (TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(options.Found ? 30 : 5));

    private protected override bool ReopensWhenQuiet => true;

    private protected override bool ShowsFault(Exception fault) =>
        !options.Found || fault is not ConnectionException { IsAbsence: true } and not ConnectionException { IsInUse: true };

    private protected override OutputTally OutputTally => _outputs.Total;

    internal override void Tick()
    {
        base.Tick();
        if (Status().State == ConnectionState.Waiting && File.Exists(options.Device))
        {
            RetryNow();
        }
    }

    private protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        var detector = options.Baud is null ? new BaudDetector(_lastBaud) : null;
        using var port = SerialPort.Open(options.Device, options.Baud ?? detector!.Baud, Services.Serial);
        using var closeAtStop = stop.UnsafeRegister(static p => ((SerialPort)p!).Dispose(), port);
        var session = new Session(this, port, detector);
        try
        {
            Opened(Describe(options.Baud ?? 0));
            if (detector is null)
            {
                session.StartOutput(options.Baud!.Value);
            }

            await port.ReadAllAsync(session.Take).ConfigureAwait(false);
        }
        finally
        {
            session.Dispose();
            _outputs.End();
        }

        stop.ThrowIfCancellationRequested();
        throw new ConnectionException($"{options.Device} was unplugged") { IsAbsence = true };
    }

    private string Describe(int baud)
    {
        var device = PortUsers.RealPath(options.Device);
        var name = device == options.Device ? device : $"{options.Device} ({device})";
        return baud == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} at {baud} baud");
    }

    /// <summary>From one opening to the next closing. Runs on the port's thread.</summary>
    private sealed class Session(SerialConnection connection, SerialPort port, BaudDetector? detector) : IDisposable
    {
        private readonly SentenceInput _input = connection.NewInput(connection);
        private SentenceOutput? _output;
        private long _sentencesSeen;
        private int _bytesSinceSentence;
        private bool _doubtful;

        public void Take(ReadOnlySpan<byte> block)
        {
            if (detector is null)
            {
                _input.Feed(block);
                DoubtTheRate(block.Length);
                return;
            }

            switch (detector.Feed(block))
            {
                case BaudVerdict.Switch:
                    port.SetBaud(detector.Baud);
                    Report();
                    break;
                case BaudVerdict.Found:
                    Found(detector);
                    break;
                default:
                    Report();
                    break;
            }
        }

        public void StartOutput(int baud)
        {
            if (connection.Options.Output is { } output)
            {
                // Two seconds of the line: what waits longer on a slow one is no longer true.
                var capacity = Math.Max(512, baud / 10 * 2);
                _output = new SentenceOutput(connection.Services, connection, output, capacity, port.WriteAsync, _ => port.Dispose());
                connection._outputs.Begin(_output);
            }
        }

        public void Dispose() => _output?.Dispose();

        private void Found(BaudDetector found)
        {
            connection._lastBaud = found.Baud;
            if (found.Protocol == SerialProtocol.Nmea0183)
            {
                connection.Report(null, connection.Describe(found.Baud));
                StartOutput(found.Baud);
            }
            else
            {
                connection.Report(
                    $"speaks {SerialProtocols.Describe(found.Protocol!.Value)}, which is not read on a serial port",
                    connection.Describe(found.Baud));
            }

            detector = null;
            _input.Feed(found.Heard);
        }

        // Some one changed the rate of the device; where it was given in the options, that is for its owner to put right.
        private void DoubtTheRate(int bytes)
        {
            var sentences = connection.Counters.Sentences;
            if (sentences != _sentencesSeen)
            {
                (_sentencesSeen, _bytesSinceSentence) = (sentences, 0);
                if (_doubtful)
                {
                    _doubtful = false;
                    connection.Report(null);
                }

                return;
            }

            _bytesSinceSentence += bytes;
            if (_bytesSinceSentence < BytesToDoubt)
            {
                return;
            }

            _bytesSinceSentence = 0;
            if (((SerialOptions)connection.Options).Baud is { } fixedRate)
            {
                _doubtful = true;
                connection.Report($"what comes in at {fixedRate} baud is not NMEA 0183: is the rate right?");
                return;
            }

            _output?.Dispose();
            connection._outputs.End();
            detector = new BaudDetector(connection._lastBaud);
            port.SetBaud(detector.Baud);
        }

        private void Report()
        {
            var d = detector!;
            connection.Report(
                d.Rounds == 0 ? null : "neither NMEA 0183 nor another known protocol at any baud rate",
                string.Create(CultureInfo.InvariantCulture, $"{connection.Describe(0)}, listening at {d.Baud} baud: {d.Good} good and {d.Bad} bad sentences"));
        }
    }
}
