using System.Globalization;

namespace SignalK.Server.Security;

/// <summary>Durations as the settings have them: <c>NEVER</c>, <c>1d</c>, <c>12 hours</c>, <c>1y</c>; a bare number is seconds.</summary>
internal static class Lifetime
{
    private static readonly TimeSpan s_otherwise = TimeSpan.FromDays(1);

    /// <summary>Null means for ever, which an absent text is, too; what cannot be read is one day, the safer mistake.</summary>
    public static TimeSpan? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Trim().Equals("NEVER", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var span = text.AsSpan().Trim();
        var digits = span.IndexOfAnyExcept("0123456789.".AsSpan());
        var number = digits < 0 ? span : span[..digits];
        var unit = digits < 0 ? "s" : span[digits..].Trim().ToString().ToLowerInvariant();
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) || count is <= 0 or > 1e6)
        {
            return s_otherwise;
        }

        return unit switch
        {
            "s" or "sec" or "secs" or "second" or "seconds" => TimeSpan.FromSeconds(count),
            "m" or "min" or "mins" or "minute" or "minutes" => TimeSpan.FromMinutes(count),
            "h" or "hr" or "hrs" or "hour" or "hours" => TimeSpan.FromHours(count),
            "d" or "day" or "days" => TimeSpan.FromDays(count),
            "w" or "week" or "weeks" => TimeSpan.FromDays(7 * count),
            "y" or "yr" or "yrs" or "year" or "years" => TimeSpan.FromDays(365.25 * count),
            _ => s_otherwise,
        };
    }
}
