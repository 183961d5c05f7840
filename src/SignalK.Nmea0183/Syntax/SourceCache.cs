using System.Text;
using SignalK.Core.Model;

namespace SignalK.Nmea0183.Syntax;

/// <summary>
/// One <see cref="Source"/> for each talker and sentence type of a connection. What a real boat speaks fits many times; all that
/// lies above is noise with a lucky checksum and shares one source, so that it fills no table anywhere.
/// </summary>
sealed class SourceCache(string? label)
{
    private const int Capacity = 512;

    private readonly Dictionary<ulong, Source> _byHeader = [];
    private Source? _other;
    private readonly Dictionary<(string Talker, ulong Header), Source> _named = [];

    /// <param name="header">Header of the sentence without its start character (<c>GPRMC</c>), eight bytes at most.</param>
    /// <param name="talkerLength">How many of its bytes name the talker.</param>
    /// <param name="typeAt">Where the sentence type starts.</param>
    public Source Get(ReadOnlySpan<byte> header, int talkerLength, int typeAt)
    {
        var key = Key(header);
        if (_byHeader.TryGetValue(key, out var source))
        {
            return source;
        }

        if (_byHeader.Count >= Capacity)
        {
            return Other;
        }

        source = Make(Encoding.ASCII.GetString(header[..talkerLength]), header, typeAt);
        _byHeader.Add(key, source);
        return source;
    }

    /// <summary>The source under a name of its own: what a TAG block says, or a second antenna.</summary>
    public Source Named(string talker, ReadOnlySpan<byte> header, int typeAt)
    {
        var key = (talker, Key(header));
        if (!_named.TryGetValue(key, out var source))
        {
            if (_named.Count >= Capacity)
            {
                return Other;
            }

            source = Make(talker, header, typeAt);
            _named.Add(key, source);
        }

        return source;
    }

    private Source Other => _other ??= Source.Nmea0183(label, "other", "other");

    private Source Make(string talker, ReadOnlySpan<byte> header, int typeAt) =>
        Source.Nmea0183(label, talker, Encoding.ASCII.GetString(header[typeAt..]).ToUpperInvariant());

    private static ulong Key(ReadOnlySpan<byte> header)
    {
        ulong key = 0;
        foreach (var b in header)
        {
            key = (key << 8) | b;
        }

        return key;
    }
}
