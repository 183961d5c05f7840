using SignalK.Core.Model;
using SignalK.Core.Store;

namespace SignalK.Core.Fanout;

/// <summary>A path in which <c>*</c> stands for any characters, dots included: <c>navigation.*</c>, <c>propulsion.*.revolutions</c>.</summary>
public sealed record PathPattern(string Text)
{
    public static PathPattern All { get; } = new("*");

    public bool Matches(string path) => Wildcard.Matches(Text, path);
}

/// <summary>
/// Which contexts: a name in which <c>*</c> stands for any characters, or all within a distance.
/// </summary>
/// <param name="Text"><c>vessels.self</c>, <c>vessels.*</c>, <c>vessels.urn:mrn:imo:mmsi:230982000</c></param>
/// <param name="Radius">Metres; null when distance does not matter.</param>
/// <param name="Around">Centre; null is the own vessel, wherever it goes.</param>
public sealed record ContextPattern(string Text, double? Radius = null, SkPosition? Around = null)
{
    private const double EarthRadius = 6_371_008.8;

    public static ContextPattern All { get; } = new("*");

    public static ContextPattern Self { get; } = new("vessels.self");

    /// <summary>Whether the name fits: never changes for a context, so the answer can be kept.</summary>
    internal bool MatchesName(ContextNode context, ContextNode self) =>
        Text is "vessels.self" or "self" ? ReferenceEquals(context, self) : Wildcard.Matches(Text, context.Name);

    /// <summary>Whether it is near enough now.</summary>
    internal bool IsInRange(ContextNode context, ContextNode self)
    {
        if (Radius is not { } radius)
        {
            return true;
        }

        return (Around ?? self.Position) is { } centre && context.Position is { } position && Distance(centre, position) <= radius;
    }

    private static double Distance(SkPosition a, SkPosition b)
    {
        var (phi1, phi2) = (double.DegreesToRadians(a.Latitude), double.DegreesToRadians(b.Latitude));
        var sinLat = Math.Sin((phi2 - phi1) / 2);
        var sinLon = Math.Sin(double.DegreesToRadians(b.Longitude - a.Longitude) / 2);
        var h = (sinLat * sinLat) + (Math.Cos(phi1) * Math.Cos(phi2) * sinLon * sinLon);
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }
}

internal static class Wildcard
{
    // Greedy with one point of return: linear in practice, and no regular expression that a client could make explode.
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int p = 0, t = 0, star = -1, mark = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = t;
            }
            else if (p < pattern.Length && pattern[p] == text[t])
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }

        return p == pattern.Length;
    }
}
