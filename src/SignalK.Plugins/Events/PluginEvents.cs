using System.Buffers;
using System.Text.Json;
using SignalK.Plugins.Limits;

namespace SignalK.Plugins.Events;

/// <summary>
/// One plugin among the server's events. It outlives the plugin's runs: between two of them it keeps what the plugin listened to.
/// Used on the plugin's thread.
/// </summary>
/// <param name="events">The server's.</param>
/// <param name="plugin">The plugin's id, as others see it.</param>
/// <param name="wake">Called when an event waits; must only signal.</param>
/// <param name="time">The clock.</param>
public sealed class PluginEvents(ServerEvents events, string plugin, Action wake, TimeProvider time) : IDisposable
{
    /// <summary>Events of a plugin in a second, on average.</summary>
    public const int EmittedPerSecond = 100;

    const int MostTypes = 64;
    const int MostData = 64 << 10;

    readonly EventBox _box = new(plugin, wake);
    readonly RateGate _gate = new(EmittedPerSecond, time);
    Func<string, bool> _may = static _ => false;
    bool _hasSubscribed;

    public int Waiting => _box.Waiting;

    /// <summary>Events it was too slow for.</summary>
    public long Dropped => _box.Dropped;

    /// <summary>Its own beyond the rate.</summary>
    public long Refused => _gate.Refused;

    /// <summary>A run begins, and has not said yet what it listens to.</summary>
    /// <param name="may">The capability's list.</param>
    public void Begin(Func<string, bool> may)
    {
        _may = may;
        _hasSubscribed = false;
    }

    /// <summary>The run is started: what it did not subscribe to anew is no longer kept for it.</summary>
    public void Resume()
    {
        if (!_hasSubscribed)
            Close();
        _box.Hold(false);
    }

    /// <summary>The run ended, and another will follow: at most 100 events are kept for it.</summary>
    public void Hold() => _box.Hold(true);

    /// <summary>It listens to nothing any more.</summary>
    public void Close()
    {
        _box.Want(static _ => false);
        events.Detach(_box);
    }

    public void Dispose() => Close();

    /// <param name="types">A JSON array of names; an empty one asks for all that it may hear.</param>
    /// <returns>False when it is no such array, or when it names one that may not be heard.</returns>
    public bool Subscribe(ReadOnlySpan<byte> types)
    {
        if (ReadTypes(types) is not { } names || names.Any(n => !_may(n)))
            return false;
        var may = _may;
        _box.Want(names.Count == 0 ? may : names.Contains);
        _hasSubscribed = true;
        events.Attach(_box);
        return true;
    }

    /// <param name="type">A generic name, which is kept; any other gets the prefix of plugins.</param>
    /// <param name="data">JSON; nothing stands for <c>null</c>.</param>
    public bool Emit(string type, ReadOnlySpan<byte> data)
    {
        data = data.IsEmpty ? "null"u8 : data;
        return EventNames.OfPlugin(type) is { } name && _may(name) && data.Length <= MostData && _gate.TryPass() && IsJson(data)
            && events.Emit(plugin, name, data);
    }

    /// <summary>Names that it may listen to and that exist here, as a JSON array.</summary>
    public void WriteAllowed(IBufferWriter<byte> json)
    {
        using var writer = new Utf8JsonWriter(json);
        writer.WriteStartArray();
        foreach (var name in events.Names.Where(_may))
            writer.WriteStringValue(name);
        writer.WriteEndArray();
    }

    /// <summary>The next event, for <c>event_handler</c>.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> json) => _box.TryTake(out json);

    static HashSet<string>? ReadTypes(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            var names = new HashSet<string>(StringComparer.Ordinal);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
                return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.String && names.Count < MostTypes)
                names.Add(reader.GetString()!);
            return reader.TokenType == JsonTokenType.EndArray && !reader.Read() ? names : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    static bool IsJson(ReadOnlySpan<byte> data)
    {
        try
        {
            var reader = new Utf8JsonReader(data);
            while (reader.Read())
            {
                // A name or text that is no text would throw at whoever reads it.
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                    reader.GetString();
            }
            return System.Text.Unicode.Utf8.IsValid(data);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
