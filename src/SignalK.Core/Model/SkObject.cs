using System.Buffers;
using System.Text;
using System.Text.Json;

namespace SignalK.Core.Model;

/// <summary>A structured value: immutable, shared between all who read it, able to write itself as JSON.</summary>
public abstract class SkObject : IEquatable<SkObject>
{
    public abstract void WriteTo(Utf8JsonWriter writer);

    /// <summary>A member of the object, for those who look inside; null when absent or not an object.</summary>
    public virtual SkValue? Get(string name) => null;

    /// <summary>Equal when the JSON text is: enough to notice a change.</summary>
    public virtual bool Equals(SkObject? other) =>
        ReferenceEquals(this, other) || (other is not null && ToString() == other.ToString());

    public sealed override bool Equals(object? obj) => Equals(obj as SkObject);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, SkJson.WriterOptions))
        {
            WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

/// <summary><c>{"longitude":…,"latitude":…[,"altitude":…]}</c>: degrees WGS 84, metres.</summary>
public sealed class SkPosition(double latitude, double longitude, double? altitude = null) : SkObject
{
    private static readonly JsonEncodedText s_longitude = JsonEncodedText.Encode("longitude");
    private static readonly JsonEncodedText s_latitude = JsonEncodedText.Encode("latitude");
    private static readonly JsonEncodedText s_altitude = JsonEncodedText.Encode("altitude");

    public double Latitude => latitude;

    public double Longitude => longitude;

    public double? Altitude => altitude;

    public override SkValue? Get(string name) => name switch
    {
        "latitude" => latitude,
        "longitude" => longitude,
        "altitude" => altitude is { } a ? a : null,
        _ => null,
    };

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber(s_longitude, longitude);
        writer.WriteNumber(s_latitude, latitude);
        if (altitude is { } metres)
        {
            writer.WriteNumber(s_altitude, metres);
        }

        writer.WriteEndObject();
    }

    public override bool Equals(SkObject? other) =>
        other is SkPosition p ? p.Latitude == latitude && p.Longitude == longitude && p.Altitude == altitude : base.Equals(other);

    public override int GetHashCode() => HashCode.Combine(latitude, longitude);
}

/// <summary>An object with members in order, built by codecs: <c>new SkRecord(("roll", 0.1), ("pitch", 0.2))</c>.</summary>
public sealed class SkRecord(params (string Name, SkValue Value)[] members) : SkObject
{
    public IReadOnlyList<(string Name, SkValue Value)> Members => members;

    public override SkValue? Get(string name)
    {
        foreach (var (key, value) in members)
        {
            if (key == name)
            {
                return value;
            }
        }

        return null;
    }

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}

public sealed class SkArray(params SkValue[] items) : SkObject
{
    public IReadOnlyList<SkValue> Items => items;

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            item.WriteTo(writer);
        }

        writer.WriteEndArray();
    }
}

/// <summary>JSON as it came from a client or a plugin: valid, kept as text, written through unchanged.</summary>
public sealed class SkJsonValue : SkObject
{
    private readonly byte[] _utf8;

    /// <param name="utf8">Complete, valid JSON; the caller has parsed it.</param>
    public SkJsonValue(ReadOnlySpan<byte> utf8) => _utf8 = utf8.ToArray();

    public ReadOnlySpan<byte> Utf8 => _utf8;

    public override SkValue? Get(string name)
    {
        var reader = new Utf8JsonReader(_utf8);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found)
            {
                return SkJson.ReadValue(ref reader, _utf8);
            }

            reader.Skip();
        }

        return null;
    }

    public override void WriteTo(Utf8JsonWriter writer) => writer.WriteRawValue(_utf8, skipInputValidation: true);

    public override bool Equals(SkObject? other) =>
        other is SkJsonValue json ? _utf8.AsSpan().SequenceEqual(json._utf8) : base.Equals(other);

    public override int GetHashCode() => _utf8.Length;

    public override string ToString() => Encoding.UTF8.GetString(_utf8);
}
