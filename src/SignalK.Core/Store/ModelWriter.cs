using System.Text.Json;
using SignalK.Core.Model;

namespace SignalK.Core.Store;

/// <summary>The full model as JSON (Signal K specification, full format), read without a lock while the ingest goes on.</summary>
public static class ModelWriter
{
    private static readonly JsonEncodedText s_meta = JsonEncodedText.Encode("meta");
    private static readonly JsonEncodedText s_value = JsonEncodedText.Encode("value");
    private static readonly JsonEncodedText s_values = JsonEncodedText.Encode("values");
    private static readonly JsonEncodedText s_sentence = JsonEncodedText.Encode("sentence");
    private static readonly JsonEncodedText s_pgn = JsonEncodedText.Encode("pgn");

    /// <summary>The tree below a node: plain values, branches and leaves.</summary>
    public static void WriteNode(Utf8JsonWriter writer, PathNode node)
    {
        if (node.Static is { } plain && node.Children.IsEmpty)
        {
            plain.Value.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        WriteMembers(writer, node);
        writer.WriteEndObject();
    }

    /// <summary><c>{"meta":…,"value":…,"$source":…,"timestamp":…,"values":{…}}</c></summary>
    public static void WriteLeaf(Utf8JsonWriter writer, PathEntry entry)
    {
        writer.WriteStartObject();
        WriteLeafMembers(writer, entry);
        writer.WriteEndObject();
    }

    /// <summary>The <c>values</c> of a leaf: one object for each source, by its reference.</summary>
    public static void WriteSources(Utf8JsonWriter writer, PathEntry entry)
    {
        writer.WriteStartObject();
        foreach (var source in entry.Sources)
        {
            var snapshot = source.Read();
            if (snapshot.Source is null)
            {
                continue;
            }

            writer.WritePropertyName(source.Ref.Encoded);
            writer.WriteStartObject();
            writer.WritePropertyName(s_value);
            snapshot.Value.WriteTo(writer);
            WriteOrigin(writer, snapshot.Source);
            DeltaWriter.WriteTimestamp(writer, snapshot.Timestamp);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, PathNode node)
    {
        // The entry of the root holds what came at the empty path; it stands in the tree as plain values already.
        if (node.Entry is { } entry && entry.Path.Segments.Count > 0)
        {
            WriteLeafMembers(writer, entry);
        }

        foreach (var child in node.Children)
        {
            if (HasContent(child))
            {
                writer.WritePropertyName(child.Encoded);
                WriteNode(writer, child);
            }
        }
    }

    private static void WriteLeafMembers(Utf8JsonWriter writer, PathEntry entry)
    {
        if (entry.Meta is { } meta)
        {
            writer.WritePropertyName(s_meta);
            meta.WriteTo(writer);
        }

        if (entry.Selected is not { } selected || selected.Read() is not { Source: { } source } shown)
        {
            return;
        }

        writer.WritePropertyName(s_value);
        shown.Value.WriteTo(writer);
        writer.WriteString(DeltaWriter.SourceRefName, source.Ref.Encoded);
        DeltaWriter.WriteTimestamp(writer, shown.Timestamp);
        WriteOrigin(writer, source);
        if (entry.Sources.Length > 1)
        {
            writer.WritePropertyName(s_values);
            WriteSources(writer, entry);
        }
    }

    private static void WriteOrigin(Utf8JsonWriter writer, Source source)
    {
        if (source.Sentence is { } sentence)
        {
            writer.WriteString(s_sentence, sentence);
        }

        if (source.Pgn is { } pgn)
        {
            writer.WriteNumber(s_pgn, pgn);
        }
    }

    /// <summary>
    /// Whether there is anything to say of a node. A path that has metadata but never had a value is in the tree as well; a branch without
    /// either is not, nor a path that is just being made.
    /// </summary>
    public static bool HasContent(PathNode node)
    {
        if (node.Static is not null || node.Entry is { Selected: not null } or { Meta: not null })
        {
            return true;
        }

        foreach (var child in node.Children)
        {
            if (HasContent(child))
            {
                return true;
            }
        }

        return false;
    }
}
