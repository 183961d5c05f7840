using System.Text.Json;
using SignalK.Core.Model;
using SignalK.Core.Store;

namespace SignalK.Core.Fanout;

internal readonly record struct IngestValue(PathEntry Entry, SkValue Value, bool IsPreferred);

internal readonly record struct IngestUpdate(Source Source, DateTime Timestamp, int Values, int ValueCount, int Metas, int MetaCount);

/// <summary>
/// A delta as the store took it, on its way to the feeds. One object, used again for every delta, under the hub's gate.
/// </summary>
internal sealed class IngestMessage : IAcceptedDelta
{
    private readonly JsonScratch _preferred = new();
    private readonly JsonScratch _whole = new();
    private readonly PartWriter _part = new();
    private IngestUpdate[] _updates = new IngestUpdate[4];
    private IngestValue[] _values = new IngestValue[32];
    private (PathEntry Entry, SkObject Meta)[] _metas = [];
    private int _updateCount;
    private int _valueCount;
    private int _metaCount;
    private bool _allPreferred;
    private bool _hasPreferred;
    private bool _hasWhole;

    public ContextNode Context { get; private set; } = null!;

    public ReadOnlySpan<IngestUpdate> Updates => _updates.AsSpan(0, _updateCount);

    public bool IsEmpty => _valueCount == 0 && _metaCount == 0;

    /// <summary>The delta with the values of preferred sources; empty when there are none.</summary>
    public ReadOnlySpan<byte> PreferredJson
    {
        get
        {
            if (_allPreferred)
            {
                return WholeJson;
            }

            if (!_hasPreferred)
            {
                Write(_preferred, preferredOnly: true);
                _hasPreferred = true;
            }

            return _preferred.End();
        }
    }

    /// <summary>The delta with every value.</summary>
    public ReadOnlySpan<byte> WholeJson
    {
        get
        {
            if (!_hasWhole)
            {
                Write(_whole, preferredOnly: false);
                _hasWhole = true;
            }

            return _whole.End();
        }
    }

    public ReadOnlySpan<IngestValue> ValuesOf(in IngestUpdate update) => _values.AsSpan(update.Values, update.ValueCount);

    public ReadOnlySpan<(PathEntry Entry, SkObject Meta)> MetasOf(in IngestUpdate update) => _metas.AsSpan(update.Metas, update.MetaCount);

    public void Reset(ContextNode context)
    {
        Context = context;
        _values.AsSpan(0, _valueCount).Clear();
        _metas.AsSpan(0, _metaCount).Clear();
        _updateCount = _valueCount = _metaCount = 0;
        _allPreferred = true;
        _hasPreferred = _hasWhole = false;
    }

    public void BeginUpdate(Source source, DateTime timestamp)
    {
        if (_updateCount == _updates.Length)
        {
            Array.Resize(ref _updates, _updates.Length * 2);
        }

        _updates[_updateCount++] = new IngestUpdate(source, timestamp, _valueCount, 0, _metaCount, 0);
    }

    public void Add(PathEntry entry, in SkValue value, bool isPreferred)
    {
        if (_valueCount == _values.Length)
        {
            Array.Resize(ref _values, _values.Length * 2);
        }

        _values[_valueCount++] = new IngestValue(entry, value, isPreferred);
        _allPreferred &= isPreferred;
        ref var update = ref _updates[_updateCount - 1];
        update = update with { ValueCount = update.ValueCount + 1 };
    }

    public void AddMeta(PathEntry entry, SkObject meta)
    {
        if (_metaCount == _metas.Length)
        {
            Array.Resize(ref _metas, Math.Max(4, _metas.Length * 2));
        }

        _metas[_metaCount++] = (entry, meta);
        ref var update = ref _updates[_updateCount - 1];
        update = update with { MetaCount = update.MetaCount + 1 };
    }

    int IAcceptedDelta.UpdateCount => _updateCount;

    Source IAcceptedDelta.SourceOf(int update) => Updates[update].Source;

    DateTime IAcceptedDelta.TimestampOf(int update) => Updates[update].Timestamp;

    int IAcceptedDelta.ValueCountOf(int update) => Updates[update].ValueCount;

    (SkPath Path, SkValue Value, bool IsPreferred) IAcceptedDelta.ValueOf(int update, int index)
    {
        ref readonly var value = ref ValuesOf(Updates[update])[index];
        return (value.Entry.Path, value.Value, value.IsPreferred);
    }

    /// <summary>Begins a message with a part of the delta.</summary>
    public PartWriter Begin()
    {
        _part.Begin(Context);
        return _part;
    }

    private void Write(JsonScratch scratch, bool preferredOnly)
    {
        var part = new PartWriter(scratch);
        part.Begin(Context);
        foreach (ref readonly var update in Updates)
        {
            foreach (ref readonly var value in ValuesOf(update))
            {
                if (value.IsPreferred || !preferredOnly)
                {
                    part.Value(in update, in value);
                }
            }

            part.Metas(in update, MetasOf(update), static _ => true);
        }

        part.End();
    }
}

/// <summary>Writes some of a delta's values as one message; an update that gives nothing is left out.</summary>
internal sealed class PartWriter(JsonScratch? scratch = null)
{
    private readonly JsonScratch _scratch = scratch ?? new JsonScratch();
    private Utf8JsonWriter _writer = null!;
    private ContextNode _context = null!;
    private int _update = -1;
    private bool _any;

    public void Begin(ContextNode context)
    {
        _context = context;
        _writer = _scratch.Begin();
        _update = -1;
        _any = false;
    }

    public void Value(in IngestUpdate update, in IngestValue value)
    {
        Open(in update, update.Values);
        _writer.WriteStartObject();
        _writer.WriteString(DeltaWriter.Path, value.Entry.Path.Encoded);
        _writer.WritePropertyName(DeltaWriter.Value);
        value.Value.WriteTo(_writer);
        _writer.WriteEndObject();
    }

    public void Metas(in IngestUpdate update, ReadOnlySpan<(PathEntry Entry, SkObject Meta)> metas, Func<PathEntry, bool> wanted)
    {
        var first = true;
        foreach (var (entry, meta) in metas)
        {
            if (!wanted(entry))
            {
                continue;
            }

            if (first)
            {
                Open(in update, update.Values);
                _writer.WriteEndArray();
                _writer.WriteStartArray(DeltaWriter.Meta);
                first = false;
            }

            _writer.WriteStartObject();
            _writer.WriteString(DeltaWriter.Path, entry.Path.Encoded);
            _writer.WritePropertyName(DeltaWriter.Value);
            meta.WriteTo(_writer);
            _writer.WriteEndObject();
        }
    }

    /// <returns>The message, or nothing when no value was written.</returns>
    public ReadOnlySpan<byte> End()
    {
        if (!_any)
        {
            return default;
        }

        _writer.WriteEndArray();
        _writer.WriteEndObject();
        _writer.WriteEndArray();
        _writer.WriteEndObject();
        return _scratch.End();
    }

    // The place of its first value tells one update of a delta from another (an update of metadata alone has its own place too).
    private void Open(in IngestUpdate update, int place)
    {
        if (!_any)
        {
            _writer.WriteStartObject();
            _writer.WriteString(DeltaWriter.Context, _context.Encoded);
            _writer.WriteStartArray(DeltaWriter.Updates);
            _any = true;
        }
        else if (place == _update)
        {
            return;
        }
        else
        {
            _writer.WriteEndArray();
            _writer.WriteEndObject();
        }

        _update = place;
        _writer.WriteStartObject();
        if (!update.Source.Json.IsEmpty)
        {
            _writer.WritePropertyName(DeltaWriter.SourceName);
            _writer.WriteRawValue(update.Source.Json, skipInputValidation: true);
        }

        _writer.WriteString(DeltaWriter.SourceRefName, update.Source.Ref.Encoded);
        DeltaWriter.WriteTimestamp(_writer, update.Timestamp);
        _writer.WriteStartArray(DeltaWriter.Values);
    }
}
