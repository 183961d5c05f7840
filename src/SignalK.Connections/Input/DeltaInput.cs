using SignalK.Connections.Recording;
using SignalK.Connections.Supervision;
using SignalK.Core.Model;

namespace SignalK.Connections.Input;

/// <summary>Signal K deltas, one JSON object a line.</summary>
internal sealed class DeltaInput(Connection connection, ConnectionServices services) : ILineInput
{
    // A whole tree of a big boat as one delta is some hundred kilobytes.
    private const int MaxLine = 1024 * 1024;
    private const int SmallLine = 4 * 1024;

    private readonly DeltaReader _reader = new(connection.Ingress.DefaultSource);
    private readonly Delta _delta = new();
    private readonly Recorder? _recorder = connection.Options.Record ? services.Recorder : null;
    private byte[] _partial = [];
    private int _length;
    private bool _skipping;

    public void Feed(ReadOnlySpan<byte> block)
    {
        var tally = new InputTally { Bytes = block.Length };
        using (services.Hub.Batch())
        {
            while (block.IndexOf((byte)'\n') is >= 0 and var end)
            {
                Line(block[..end], ref tally);
                block = block[(end + 1)..];
            }

            Keep(block, ref tally);
        }

        if (tally.Sentences > 0)
        {
            connection.Liveness.Touch();
        }

        connection.Counters.Add(in tally);
    }

    public void End() => Feed("\n"u8);

    private void Line(ReadOnlySpan<byte> line, ref InputTally tally)
    {
        if (_length > 0 || _skipping)
        {
            Keep(line, ref tally);
            line = _skipping ? default : _partial.AsSpan(0, _length);
        }

        (_length, _skipping) = (0, false);
        line = line.Trim(" \t\r"u8);
        if (!line.IsEmpty)
        {
            Take(line, ref tally);
        }
    }

    private void Take(ReadOnlySpan<byte> line, ref InputTally tally)
    {
        _recorder?.Record(RawLog.SignalK, line);
        if (_reader.Read(line, _delta) is not null)
        {
            tally.Malformed++;
            return;
        }

        tally.Sentences++;
        // A hello has no updates.
        if (!_delta.IsEmpty)
        {
            tally.Deltas++;
            services.Hub.Ingest(connection.Ingress, _delta);
        }
    }

    private void Keep(ReadOnlySpan<byte> piece, ref InputTally tally)
    {
        if (_skipping || _length + piece.Length > MaxLine)
        {
            tally.OverLong += _skipping ? 0 : 1;
            tally.GarbageBytes += _length + piece.Length;
            (_length, _skipping) = (0, true);
            return;
        }

        if (_length + piece.Length > _partial.Length)
        {
            Array.Resize(ref _partial, Math.Max(Math.Max(_partial.Length * 2, SmallLine), _length + piece.Length));
        }

        piece.CopyTo(_partial.AsSpan(_length));
        _length += piece.Length;
    }
}
