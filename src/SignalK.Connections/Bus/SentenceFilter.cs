using SignalK.Connections.Options;

namespace SignalK.Connections.Bus;

/// <summary>
/// Lets sentences through by talker and formatter. Matched on the bytes of the address field; a proprietary sentence (<c>$P…</c>)
/// has a maker in the talker's place.
/// </summary>
internal sealed class SentenceFilter
{
    private readonly byte[][] _allow;
    private readonly byte[][] _deny;

    public SentenceFilter(OutputOptions options)
    {
        _allow = [.. options.Allow.Where(static f => f != "*").Select(Bytes)];
        _deny = [.. options.Deny.Select(Bytes)];
        if (options.Allow.Contains("*"))
        {
            _allow = [];
        }
    }

    public bool IsOpen => _allow.Length == 0 && _deny.Length == 0;

    /// <param name="line">A sentence, with its TAG block if it has one.</param>
    public bool Lets(ReadOnlySpan<byte> line)
    {
        if (IsOpen)
        {
            return true;
        }

        var address = AddressOf(line);
        return !Matches(_deny, address) && (_allow.Length == 0 || Matches(_allow, address));
    }

    /// <summary>The address field (<c>GPRMC</c>), without its <c>$</c> or <c>!</c>.</summary>
    public static ReadOnlySpan<byte> AddressOf(ReadOnlySpan<byte> line)
    {
        var body = BodyOf(line);
        var comma = body.IndexOfAny((byte)',', (byte)'*');
        return comma < 0 ? body : body[..comma];
    }

    /// <summary>The sentence without its <c>$</c> or <c>!</c> and what stands before.</summary>
    public static ReadOnlySpan<byte> BodyOf(ReadOnlySpan<byte> line)
    {
        var sentence = SentenceOf(line);
        return sentence.IsEmpty ? sentence : sentence[1..];
    }

    /// <summary>The sentence behind its TAG block.</summary>
    public static ReadOnlySpan<byte> SentenceOf(ReadOnlySpan<byte> line) =>
        line is [(byte)'\\', ..] && line[1..].IndexOf((byte)'\\') is >= 0 and var end ? line[(end + 2)..] : line;

    private static bool Matches(byte[][] filters, ReadOnlySpan<byte> address)
    {
        foreach (var filter in filters)
        {
            if (Matches(filter, address))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(byte[] filter, ReadOnlySpan<byte> address) => filter switch
    {
        [(byte)'*'] => true,
        { Length: 3 } => address.Length == 5 && address[2..].SequenceEqual(filter),
        { Length: 2 } => address.Length == 5 && address.StartsWith(filter),
        _ => address.StartsWith(filter),
    };

    private static byte[] Bytes(string filter) => System.Text.Encoding.ASCII.GetBytes(filter.ToUpperInvariant());
}
