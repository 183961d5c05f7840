using System.Text;
using Microsoft.Extensions.Logging;
using SignalK.Connections.Bus;
using SignalK.Core.Model;
using SignalK.Nmea0183.Output;

namespace SignalK.Connections.Generation;

/// <summary>The sentences that one output makes from the model: each when one of its inputs was said again, and not too often.</summary>
internal sealed partial class GeneratedSentences : IDisposable
{
    /// <summary>How often the model is looked at: five times a second follows a heading well enough to steer by.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    private static readonly SkPath s_position = SkPath.Of("navigation.position");

    private readonly SentenceOutput _output;
    private readonly OwnModel _model;
    private readonly TimeProvider _time;
    private readonly byte[] _talker;
    private readonly Item[] _items;
    private readonly byte[] _line = new byte[SentenceWriter.MaxLength];
    private readonly Lock _gate = new();
    private readonly ILogger _log;
    private readonly ITimer _timer;

    public GeneratedSentences(ConnectionServices services, SentenceOutput output)
    {
        _output = output;
        _time = services.Time;
        _log = services.Loggers.CreateLogger("SignalK.Connections.generation");
        _model = new OwnModel(services.Hub.Store.Self, (output.Origin as Connection)?.Options.Id);
        _talker = Encoding.ASCII.GetBytes(output.Options.Talker.ToUpperInvariant());
        _items = [.. output.Options.Generate.SelectMany(Select).Distinct().Select(static g => new Item(g))];
        _timer = services.Time.CreateTimer(static self => ((GeneratedSentences)self!).Make(), this, Tick, Tick);
    }

    /// <summary>The generators that a name of the configuration stands for.</summary>
    public static IEnumerable<SentenceGenerator> Select(string name) => Nmea0183Encoder.All.Where(g =>
        name == "*" || name.Equals(g.Name, StringComparison.OrdinalIgnoreCase) || name.Equals(g.Formatter, StringComparison.OrdinalIgnoreCase));

    public void Dispose() => _timer.Dispose();

    private void Make()
    {
        // A timer may fire again while a slow call is under way: the next tick will do.
        if (!_gate.TryEnter())
        {
            return;
        }

        try
        {
            foreach (var item in _items)
            {
                Make(item);
            }

            _output.Flush();
        }
        catch (Exception fault)
        {
            // On a timer's thread nobody else would catch it: it would end the process.
            LogFault(_log, fault);
        }
        finally
        {
            _gate.Exit();
        }
    }

    private void Make(Item item)
    {
        var newest = _model.NewestOf(item.Generator.Inputs);
        if (newest == item.Sequence || (item.SentAt != 0 && _time.GetElapsedTime(item.SentAt) < _output.Options.Period))
        {
            return;
        }

        (item.Sequence, item.SentAt) = (newest, _time.GetTimestamp());
        var length = item.Generator.Write(_line, _talker, _model, _model.TimeOf(s_position) ?? _time.GetUtcNow().UtcDateTime);
        if (length > 2)
        {
            _output.Generated(_line.AsSpan(0, length - 2));
        }
    }

    [LoggerMessage(40, LogLevel.Error, "unexpected fault while making sentences")]
    private static partial void LogFault(ILogger logger, Exception fault);

    private sealed class Item(SentenceGenerator generator)
    {
        public SentenceGenerator Generator => generator;

        public long Sequence { get; set; }

        public long SentAt { get; set; }
    }
}
