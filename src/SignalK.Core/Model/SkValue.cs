using System.Globalization;
using System.Text.Json;

namespace SignalK.Core.Model;

public enum SkKind : byte
{
    Null,
    Number,
    Boolean,
    String,
    Object,
}

/// <summary>
/// A value at a path. Numbers (SI units), booleans and null stand inline; strings and objects by reference, immutable.
/// </summary>
public readonly struct SkValue : IEquatable<SkValue>
{
    private static readonly object s_number = new();
    private static readonly object s_true = new();
    private static readonly object s_false = new();

    private readonly object? _reference;
    private readonly double _number;

    private SkValue(object? reference, double number = 0)
    {
        _reference = reference;
        _number = number;
    }

    public static SkValue Null => default;

    public SkKind Kind => _reference switch
    {
        null => SkKind.Null,
        string => SkKind.String,
        SkObject => SkKind.Object,
        _ => ReferenceEquals(_reference, s_number) ? SkKind.Number : SkKind.Boolean,
    };

    public bool IsNull => _reference is null;

    public bool IsNumber => ReferenceEquals(_reference, s_number);

    /// <summary>The number, or NaN when the value is none.</summary>
    public double Number => IsNumber ? _number : double.NaN;

    public bool Boolean => ReferenceEquals(_reference, s_true);

    public string? Text => _reference as string;

    public SkObject? Object => _reference as SkObject;

    /// <summary>A number; what JSON cannot hold (NaN, infinity) becomes null.</summary>
    public static SkValue From(double number) => double.IsFinite(number) ? new(s_number, number) : default;

    public static SkValue From(bool value) => new(value ? s_true : s_false);

    public static SkValue From(string? text) => new(text);

    public static SkValue From(SkObject? value) => new(value);

    public static implicit operator SkValue(double number) => From(number);

    public static implicit operator SkValue(bool value) => From(value);

    public static implicit operator SkValue(string? text) => From(text);

    public static implicit operator SkValue(SkObject? value) => From(value);

    public static bool operator ==(SkValue left, SkValue right) => left.Equals(right);

    public static bool operator !=(SkValue left, SkValue right) => !left.Equals(right);

    public void WriteTo(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case SkKind.Null:
                writer.WriteNullValue();
                break;
            case SkKind.Number:
                WriteNumber(writer, _number);
                break;
            case SkKind.Boolean:
                writer.WriteBooleanValue(Boolean);
                break;
            case SkKind.String:
                writer.WriteStringValue((string)_reference!);
                break;
            default:
                ((SkObject)_reference!).WriteTo(writer);
                break;
        }
    }

    public bool Equals(SkValue other) =>
        IsNumber ? other.IsNumber && _number.Equals(other._number) : Equals(_reference, other._reference);

    public override bool Equals(object? obj) => obj is SkValue other && Equals(other);

    public override int GetHashCode() => IsNumber ? _number.GetHashCode() : _reference?.GetHashCode() ?? 0;

    public override string ToString() => Kind switch
    {
        SkKind.Null => "null",
        SkKind.Number => _number.ToString("R", CultureInfo.InvariantCulture),
        SkKind.Boolean => Boolean ? "true" : "false",
        _ => _reference!.ToString()!,
    };

    // Counters and MMSIs are whole: the integer formatter is several times faster than the shortest-double one.
    private static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        if (number is > -1e15 and < 1e15 && Math.Truncate(number) == number)
        {
            writer.WriteNumberValue((long)number);
        }
        else
        {
            writer.WriteNumberValue(number);
        }
    }
}
