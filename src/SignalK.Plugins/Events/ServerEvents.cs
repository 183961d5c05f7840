using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

namespace SignalK.Plugins.Events;

/// <summary>Takes a plugin's event to where it is meant for; false when it is no such event.</summary>
/// <param name="from">The plugin's id.</param>
/// <param name="data">JSON, checked.</param>
public delegate bool EventSink(string from, ReadOnlySpan<byte> data);

/// <summary>
/// Events of the server and between plugins (section 15 of the ABI). What feeds them runs only while a plugin listens, and an event
/// is written once for all who do. Nothing is kept here: each listener has a bounded box of its own. Thread-safe.
/// </summary>
public sealed class ServerEvents(TimeProvider time)
{
    readonly Lock _gate = new();
    readonly Dictionary<string, EventFeed> _feeds = new(StringComparer.Ordinal);
    readonly Dictionary<string, EventSink> _sinks = new(StringComparer.Ordinal);
    ImmutableArray<EventBox> _boxes = [];

    /// <summary>Names that exist here: those that are fed, and the generic ones.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_gate)
                return [.. _feeds.Keys, .. EventNames.Generic.Where(n => !_feeds.ContainsKey(n))];
        }
    }

    /// <param name="type">A name.</param>
    /// <param name="start">Called when the first listener comes; what it returns is disposed when the last one is gone.</param>
    public void AddFeed(string type, Func<IDisposable> start)
    {
        lock (_gate)
            _feeds.Add(type, new EventFeed(start));
    }

    public void AddSink(string type, EventSink sink)
    {
        lock (_gate)
            _sinks.Add(type, sink);
    }

    public bool IsHeard(string type)
    {
        foreach (var box in _boxes)
        {
            if (box.Wants(type))
                return true;
        }
        return false;
    }

    /// <summary>Tells who listens.</summary>
    /// <param name="type">A name.</param>
    /// <param name="data">JSON.</param>
    /// <param name="from">A plugin, which does not hear itself; null for the server.</param>
    public void Publish(string type, ReadOnlySpan<byte> data, string? from = null) => Deliver(type, data, isText: false, from);

    /// <summary>The same for data that are a text.</summary>
    public void PublishText(string type, ReadOnlySpan<byte> utf8, string? from = null) => Deliver(type, utf8, isText: true, from);

    /// <summary>An event of a plugin, with its name and data already checked.</summary>
    internal bool Emit(string plugin, string type, ReadOnlySpan<byte> data)
    {
        EventSink? sink;
        lock (_gate)
            _sinks.TryGetValue(type, out sink);
        if (sink is not null && !sink(plugin, data))
            return false;
        Publish(type, data, plugin);
        return true;
    }

    internal void Attach(EventBox box)
    {
        lock (_gate)
            _boxes = _boxes.Contains(box) ? _boxes : _boxes.Add(box);
        RunFeeds();
    }

    internal void Detach(EventBox box)
    {
        lock (_gate)
            _boxes = _boxes.Remove(box);
        RunFeeds();
    }

    void RunFeeds()
    {
        KeyValuePair<string, EventFeed>[] feeds;
        lock (_gate)
            feeds = [.. _feeds];
        foreach (var (type, feed) in feeds)
            feed.Run(() => IsHeard(type));
    }

    void Deliver(string type, ReadOnlySpan<byte> data, bool isText, string? from)
    {
        byte[]? written = null;
        foreach (var box in _boxes)
        {
            if (box.Owner != from && box.Wants(type))
                box.Put(type, written ??= Write(type, data, isText, from));
        }
    }

    byte[] Write(string type, ReadOnlySpan<byte> data, bool isText, string? from)
    {
        var buffer = new ArrayBufferWriter<byte>(data.Length + 128);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        json.WritePropertyName("data"u8);
        if (isText)
            json.WriteStringValue(data);
        else
            json.WriteRawValue(data, skipInputValidation: true);
        json.WriteNumber("timestamp"u8, time.GetUtcNow().ToUnixTimeMilliseconds());
        if (from is not null)
            json.WriteString("from"u8, from);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
