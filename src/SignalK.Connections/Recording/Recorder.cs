using Microsoft.Extensions.Logging;
using SignalK.Core.Faults;
using SignalK.Core.Storage;

namespace SignalK.Connections.Recording;

/// <summary>
/// Writes what connections receive to the raw log. Recording a line copies it and returns; a timer writes what has gathered.
/// The budget is kept by the writer itself. What could not be written is counted and shown. Thread-safe.
/// </summary>
public sealed partial class Recorder : IAsyncDisposable
{
    private const int Capacity = 1024 * 1024;
    private const string FaultKey = "recorder";
    private static readonly TimeSpan s_writeEvery = TimeSpan.FromSeconds(1);

    private readonly RecorderOptions _options;
    private readonly TimeProvider _time;
    private readonly FaultBoard? _faults;
    private readonly ILogger _log;
    private readonly RecordingFiles _files;
    private readonly Lock _gate = new();
    private readonly Lock _writing = new();
    private readonly ITimer _timer;
    private byte[] _filling = new byte[Capacity / 4];
    private byte[] _sending = [];
    private int _length;
    private int _lines;
    private bool _kicked;
    private long _recorded;
    private long _dropped;
    private long _writeFaults;
    private string? _error;

    /// <param name="options">Where to, and how much.</param>
    /// <param name="loggers">For faults.</param>
    /// <param name="time">Stamps the lines.</param>
    /// <param name="faults">Shown to the operator; null: nobody looks.</param>
    /// <param name="share">Part of the budget of all that is written; null: only the recorder's own limit counts.</param>
    public Recorder(RecorderOptions options, ILoggerFactory loggers, TimeProvider time, FaultBoard? faults = null, BudgetShare? share = null)
    {
        _options = options;
        _time = time;
        _faults = faults;
        _log = loggers.CreateLogger("SignalK.Connections.recorder");
        _files = new RecordingFiles(options, time, share);
        _timer = time.CreateTimer(static recorder => ((Recorder)recorder!).WriteOut(), this, s_writeEvery, s_writeEvery);
    }

    /// <summary>Figures for the health report. Bytes are those of all recordings that are kept.</summary>
    public RecorderStatus Status() => new(
        Volatile.Read(ref _recorded), Volatile.Read(ref _dropped), Volatile.Read(ref _writeFaults), _files.TotalBytes, _options.MaxBytes, Volatile.Read(ref _error));

    /// <summary>Takes one line without its line end.</summary>
    /// <param name="discriminator"><c>N</c> NMEA 0183, <c>I</c> Signal K delta, <c>A</c> NMEA 2000.</param>
    /// <param name="line">As it was received.</param>
    public void Record(byte discriminator, ReadOnlySpan<byte> line)
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        lock (_gate)
        {
            var needed = line.Length + RawLog.MaxPrefix + 1;
            if (!MakeRoom(needed))
            {
                _dropped++;
                return;
            }

            _length += RawLog.FormatPrefix(now, discriminator, _filling.AsSpan(_length));
            line.CopyTo(_filling.AsSpan(_length));
            _length += line.Length;
            _filling[_length++] = (byte)'\n';
            _lines++;
            if (_kicked || _length < Capacity / 2)
            {
                return;
            }

            _kicked = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static recorder => recorder.WriteOut(), this, preferLocal: false);
    }

    /// <summary>Writes what is left and has it on the medium.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        WriteOut();
        lock (_writing)
        {
            Try(_files.Close);
        }
    }

    internal void WriteOut()
    {
        lock (_writing)
        {
            var (block, lines) = Take();
            if (block.IsEmpty)
            {
                Try(_files.SyncIfDue);
                return;
            }

            var written = false;
            var buffer = block;
            Try(() => written = _files.Write(buffer.Span));
            Interlocked.Add(ref (written ? ref _recorded : ref _dropped), lines);
        }
    }

    private (ReadOnlyMemory<byte> Block, int Lines) Take()
    {
        lock (_gate)
        {
            var taken = (_filling.AsMemory(0, _length), _lines);
            (_filling, _sending) = (_sending, _filling);
            (_length, _lines, _kicked) = (0, 0, false);
            return taken;
        }
    }

    private bool MakeRoom(int needed)
    {
        if (_length + needed > Capacity)
        {
            return false;
        }

        if (_length + needed > _filling.Length)
        {
            Array.Resize(ref _filling, Math.Min(Math.Max(_filling.Length * 2, Capacity / 4), Capacity));
            if (_length + needed > _filling.Length)
            {
                Array.Resize(ref _filling, Capacity);
            }
        }

        return true;
    }

    // A full or broken medium costs recordings, never data in flight: counted, shown, tried again at the next write.
    private void Try(Action work)
    {
        try
        {
            work();
            if (Interlocked.Exchange(ref _error, _files.Refusal) is not null && _files.Refusal is null)
            {
                _faults?.Clear(FaultKey);
            }
        }
        catch (Exception fault)
        {
            Interlocked.Increment(ref _writeFaults);
            if (Interlocked.Exchange(ref _error, fault.Message) is null)
            {
                LogFault(_log, _options.Directory, fault.Message);
            }

            _faults?.Raise(FaultKey, $"recording to {_options.Directory}: {fault.Message}");
        }
    }

    [LoggerMessage(30, LogLevel.Error, "recording to {Directory}: {Message}")]
    private static partial void LogFault(ILogger logger, string directory, string message);
}

/// <summary>What a recorder did since its start.</summary>
/// <param name="Lines">Lines written.</param>
/// <param name="Dropped">Lines that could not be kept.</param>
/// <param name="WriteFaults">Times that the medium refused.</param>
/// <param name="Bytes">Size of all recordings kept.</param>
/// <param name="MaxBytes">The most that they may be.</param>
/// <param name="Error">The fault that lasts; null when all is well.</param>
public sealed record RecorderStatus(long Lines, long Dropped, long WriteFaults, long Bytes, long MaxBytes, string? Error);
