using System.Text;

namespace SignalK.TestKit.Serial;

/// <summary>
/// A GPS on a serial line: each second a burst of sentences, at the pace of the line (4800 baud are 480 bytes a second), a boat
/// that sails north at five knots. Runs until disposed.
/// </summary>
public sealed class GpsSimulator : IAsyncDisposable
{
    private static readonly TimeSpan s_chunk = TimeSpan.FromMilliseconds(25);

    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private readonly Action<ReadOnlyMemory<byte>> _send;
    private readonly int _chunkBytes;
    private readonly Task _running;
    private double _latitude = 60.1;

    /// <param name="send">The line.</param>
    /// <param name="baud">Its pace.</param>
    /// <param name="time">The clock of the receiver.</param>
    public GpsSimulator(Action<ReadOnlyMemory<byte>> send, int baud = 4800, TimeProvider? time = null)
    {
        _send = send;
        _time = time ?? TimeProvider.System;
        _chunkBytes = Math.Max(1, (int)(baud / 10 * s_chunk.TotalSeconds));
        _running = Task.Run(RunAsync);
    }

    /// <summary>Where the simulated boat is, degrees.</summary>
    public double Latitude => Volatile.Read(ref _latitude);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            var start = _time.GetTimestamp();
            for (var second = 0; ; second++)
            {
                Volatile.Write(ref _latitude, _latitude + (5.0 / 3600 / 60));
                await SendAsync(Burst());
                var left = TimeSpan.FromSeconds(second + 1) - _time.GetElapsedTime(start);
                await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time, _stop.Token);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            // Switched off, or the line is gone.
        }
    }

    private async Task SendAsync(byte[] burst)
    {
        for (var rest = burst.AsMemory(); !rest.IsEmpty; rest = rest[Math.Min(_chunkBytes, rest.Length)..])
        {
            _send(rest[..Math.Min(_chunkBytes, rest.Length)]);
            await Task.Delay(s_chunk, _time, _stop.Token);
        }
    }

    private byte[] Burst()
    {
        var now = _time.GetUtcNow();
        var minutes = (_latitude - Math.Floor(_latitude)) * 60;
        var position = FormattableString.Invariant($"{Math.Floor(_latitude):00}{minutes:00.0000},N,02457.0000,E");
        return Encoding.ASCII.GetBytes(string.Concat(
            Sentences.Make(FormattableString.Invariant($"GPGGA,{now:HHmmss},{position},1,08,1.0,0.0,M,18.0,M,,")), "\r\n",
            Sentences.Make(FormattableString.Invariant($"GPRMC,{now:HHmmss},A,{position},5.0,0.0,{now:ddMMyy},,,A")), "\r\n",
            Sentences.Make("GPVTG,0.0,T,,M,5.0,N,9.3,K,A"), "\r\n"));
    }
}
