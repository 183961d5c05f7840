using SignalK.Connections.Bus;
using SignalK.Connections.Options;

namespace SignalK.Connections.Input;

/// <summary>Formatters that the configuration drops at the door.</summary>
internal sealed class IgnoredSentences(InputOptions options)
{
    private readonly byte[][] _formatters =
        [.. options.IgnoredSentences.Where(static s => s.Length > 0).Select(static s => System.Text.Encoding.ASCII.GetBytes(s.ToUpperInvariant()))];

    public bool Contains(ReadOnlySpan<byte> line)
    {
        if (_formatters.Length == 0)
        {
            return false;
        }

        var address = SentenceFilter.AddressOf(line);
        foreach (var formatter in _formatters)
        {
            if (address.Length > 2 && address[2..].StartsWith(formatter))
            {
                return true;
            }
        }

        return false;
    }
}
