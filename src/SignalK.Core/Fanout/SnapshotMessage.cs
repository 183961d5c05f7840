using System.Text.Json;
using SignalK.Core.Model;
using SignalK.Core.Store;

namespace SignalK.Core.Fanout;

/// <summary>
/// A message made from the store: the newest values of some paths of one context, each as an update with the source and time
/// that it came with.
/// </summary>
internal sealed class SnapshotMessage(JsonScratch scratch)
{
    private Utf8JsonWriter _writer = null!;
    private ContextNode _context = null!;
    private bool _any;

    public void Begin(ContextNode context)
    {
        _context = context;
        _writer = scratch.Begin();
        _any = false;
    }

    /// <summary>Adds the values of an entry whose sequence lies above <paramref name="since"/> and not above <paramref name="until"/>.</summary>
    public void Add(PathEntry entry, bool allSources, long since, long until)
    {
        var selected = entry.Selected;
        // Where nobody ranked the sources each is heard, as it is live; the newest comes last, for clients that keep one.
        if (allSources || entry.Ranking.Priority is null)
        {
            foreach (var source in entry.Sources)
            {
                if (!ReferenceEquals(source, selected))
                {
                    Add(entry, source, since, until);
                }
            }
        }

        if (selected is not null)
        {
            Add(entry, selected, since, until);
        }
    }

    public void AddMeta(PathEntry entry, SkObject meta)
    {
        Open();
        _writer.WriteStartObject();
        if (entry.Selected?.Read() is { } value)
        {
            DeltaWriter.WriteTimestamp(_writer, value.Timestamp);
        }

        _writer.WriteStartArray(DeltaWriter.Meta);
        _writer.WriteStartObject();
        _writer.WriteString(DeltaWriter.Path, entry.Path.Encoded);
        _writer.WritePropertyName(DeltaWriter.Value);
        meta.WriteTo(_writer);
        _writer.WriteEndObject();
        _writer.WriteEndArray();
        _writer.WriteEndObject();
    }

    public ReadOnlySpan<byte> End()
    {
        if (!_any)
        {
            return default;
        }

        _writer.WriteEndArray();
        _writer.WriteEndObject();
        return scratch.End();
    }

    private void Add(PathEntry entry, SourceValue source, long since, long until)
    {
        var snapshot = source.Read();
        if (snapshot.Sequence <= since || snapshot.Sequence > until || snapshot.Source is null)
        {
            return;
        }

        Open();
        _writer.WriteStartObject();
        if (!snapshot.Source.Json.IsEmpty)
        {
            _writer.WritePropertyName(DeltaWriter.SourceName);
            _writer.WriteRawValue(snapshot.Source.Json, skipInputValidation: true);
        }

        _writer.WriteString(DeltaWriter.SourceRefName, snapshot.Source.Ref.Encoded);
        DeltaWriter.WriteTimestamp(_writer, snapshot.Timestamp);
        _writer.WriteStartArray(DeltaWriter.Values);
        if (ReferenceEquals(entry.Path, SkPath.Root))
        {
            WriteStatics(_context.Root);
        }
        else
        {
            _writer.WriteStartObject();
            _writer.WriteString(DeltaWriter.Path, entry.Path.Encoded);
            _writer.WritePropertyName(DeltaWriter.Value);
            snapshot.Value.WriteTo(_writer);
            _writer.WriteEndObject();
        }

        _writer.WriteEndArray();
        _writer.WriteEndObject();
    }

    // Plain values go out as they came: one value at the empty path for each member of the root.
    private void WriteStatics(PathNode root)
    {
        foreach (var child in root.Children)
        {
            if (!HasStatic(child))
            {
                continue;
            }

            _writer.WriteStartObject();
            _writer.WriteString(DeltaWriter.Path, ""u8);
            _writer.WritePropertyName(DeltaWriter.Value);
            _writer.WriteStartObject();
            WriteStatic(child);
            _writer.WriteEndObject();
            _writer.WriteEndObject();
        }
    }

    private void WriteStatic(PathNode node)
    {
        _writer.WritePropertyName(node.Encoded);
        if (node.Static is { } plain)
        {
            plain.Value.WriteTo(_writer);
            return;
        }

        _writer.WriteStartObject();
        foreach (var child in node.Children)
        {
            if (HasStatic(child))
            {
                WriteStatic(child);
            }
        }

        _writer.WriteEndObject();
    }

    private static bool HasStatic(PathNode node)
    {
        if (node.Static is not null)
        {
            return true;
        }

        foreach (var child in node.Children)
        {
            if (HasStatic(child))
            {
                return true;
            }
        }

        return false;
    }

    private void Open()
    {
        if (!_any)
        {
            _any = true;
            _writer.WriteStartObject();
            _writer.WriteString(DeltaWriter.Context, _context.Encoded);
            _writer.WriteStartArray(DeltaWriter.Updates);
        }
    }
}
