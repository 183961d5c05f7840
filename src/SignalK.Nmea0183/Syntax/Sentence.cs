using SignalK.Core.Model;
using SignalK.Nmea0183.Time;

namespace SignalK.Nmea0183.Syntax;

/// <summary>
/// One sentence, cut at its commas, with what its handler needs: the fields, the delta to fill and the state of the parser.
/// Angles are given in radians, other fields in the sentence's own units; NaN stands for a field that is empty or unreadable,
/// and becomes null as a value.
/// </summary>
readonly ref struct Sentence
{
    /// <summary>More than any sentence has.</summary>
    public const int MaxFields = 64;

    private readonly ReadOnlySpan<byte> _body;
    private readonly ReadOnlySpan<ushort> _commas;
    private readonly int _skip;

    /// <param name="parser">State that outlives the sentence.</param>
    /// <param name="delta">To be filled.</param>
    /// <param name="source">Of the updates.</param>
    /// <param name="tagTime">See <see cref="TagTime"/>.</param>
    /// <param name="line">The sentence as it came, from its start character on.</param>
    /// <param name="length">Length of the part between start character and checksum.</param>
    /// <param name="commas">Where its commas lie in that part.</param>
    public Sentence(
        Nmea0183Parser parser,
        Delta delta,
        Source source,
        DateTime tagTime,
        ReadOnlySpan<byte> line,
        int length,
        ReadOnlySpan<ushort> commas)
    {
        Parser = parser;
        Delta = delta;
        Source = source;
        TagTime = tagTime;
        Line = line;
        _body = line.Slice(1, length);
        _commas = commas;
    }

    private Sentence(Sentence other, int skip)
    {
        this = other;
        _skip = skip;
    }

    public Nmea0183Parser Parser { get; }

    public Delta Delta { get; }

    public Source Source { get; }

    /// <summary>From the TAG block; default when it says none.</summary>
    public DateTime TagTime { get; }

    /// <summary>The sentence as it came, without its TAG block.</summary>
    public ReadOnlySpan<byte> Line { get; }

    public ReadOnlySpan<byte> Header => _commas.IsEmpty ? _body : _body[.._commas[0]];

    /// <summary>Number of fields after the header.</summary>
    public int Count => _commas.Length - _skip;

    /// <summary>A field without surrounding spaces; empty beyond the last.</summary>
    public ReadOnlySpan<byte> this[int index] => Raw(index).Trim((byte)' ');

    /// <summary>The same sentence without its first fields.</summary>
    public Sentence Skip(int fields) => new(this, _skip + fields);

    public bool Has(int index) => !this[index].IsEmpty;

    /// <summary>The first character of a field in upper case; NUL when empty.</summary>
    public char Letter(int index)
    {
        var field = this[index];
        return field.IsEmpty ? '\0' : char.ToUpperInvariant((char)field[0]);
    }

    /// <summary>The field is this one letter, in this case.</summary>
    public bool Is(int index, char letter) => this[index] is [var only] && only == letter;

    public double Number(int index)
    {
        var field = this[index];
        if (field.IsEmpty)
        {
            return double.NaN;
        }

        var value = FieldNumber.Parse(field);
        if (double.IsNaN(value))
        {
            Parser.Counters.FieldFaults++;
        }

        return value;
    }

    /// <summary>For the fields that every Signal K server publishes as 0 when they are empty.</summary>
    public double NumberOrZero(int index)
    {
        var value = FieldNumber.Parse(this[index]);
        return double.IsNaN(value) ? 0 : value;
    }

    /// <summary>A speed of at least zero; metres a second for a factor to them.</summary>
    public double Speed(int index, double factor) => Checked(Number(index), 0, 5_000) * factor;

    /// <summary>Degrees to radians; two turns and more are no angle.</summary>
    public double Angle(int index) => Checked(Number(index), -720, 720) * Units.Degree;

    /// <summary>Degrees Celsius to kelvin.</summary>
    public double Celsius(int index) => Checked(Number(index), -Units.ZeroCelsius, 3_000) + Units.ZeroCelsius;

    public int Whole(int index) => FieldNumber.Whole(this[index]);

    public string Text(int index) => Parser.Texts.Get(this[index]);

    /// <summary>Null when either coordinate is missing or none.</summary>
    public SkPosition? Position(int latitude) =>
        Coordinate.TryParse(this[latitude], Letter(latitude + 1), 'N', 'S', 90, out var lat)
        && Coordinate.TryParse(this[latitude + 2], Letter(latitude + 3), 'E', 'W', 180, out var lon)
            ? new SkPosition(lat, lon)
            : NoPosition(latitude);

    /// <summary><c>hhmmss[.sss]</c>.</summary>
    public bool TryTime(int index, out TimeSpan timeOfDay) => GnssTime.TryParseTime(this[index], out timeOfDay);

    /// <summary>Adds an update with the time of the TAG block, if any.</summary>
    public Update Update() => Delta.Add(Source, TagTime);

    /// <summary>Adds an update with a time that the sentence itself gives.</summary>
    public Update Update(DateTime timestamp) => Delta.Add(Source, timestamp == default ? TagTime : timestamp);

    /// <summary>Publishes one value.</summary>
    public ParseResult One(SkPath path, SkValue value)
    {
        Update().Add(path, value);
        return ParseResult.Delta;
    }

    private double Checked(double value, double least, double most)
    {
        if (value >= least && value <= most)
        {
            return value;
        }

        Parser.Counters.FieldFaults += double.IsNaN(value) ? 0 : 1;
        return double.NaN;
    }

    private SkPosition? NoPosition(int latitude)
    {
        if (Has(latitude) && Has(latitude + 2))
        {
            Parser.Counters.FieldFaults++;
        }

        return null;
    }

    private ReadOnlySpan<byte> Raw(int index)
    {
        index += _skip;
        if ((uint)index >= (uint)_commas.Length)
        {
            return default;
        }

        var start = _commas[index] + 1;
        return index + 1 < _commas.Length ? _body[start.._commas[index + 1]] : _body[start..];
    }
}
