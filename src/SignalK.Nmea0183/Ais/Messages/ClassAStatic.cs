using SignalK.Core.Model;
using SignalK.Nmea0183.Sentences;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Ais.Messages;

/// <summary>Message 5: static and voyage related data of a class A station.</summary>
static class ClassAStatic
{
    private const int MinBits = 240; // through the type of ship; some transponders cut the tail

    private static readonly SkPath s_destination = SkPath.Of("navigation.destination.commonName");
    private static readonly SkPath s_eta = SkPath.Of("navigation.destination.eta");

    public static ParseResult Parse(in Sentence s, in SixBits bits)
    {
        if (bits.Count < MinBits || AisReport.Begin(s, bits, AisTargetKind.Vessel) is not { } update)
        {
            return ParseResult.Malformed;
        }

        update.AddClass("A");
        update.AddName(bits.Text(112, 120));
        update.AddCallsign(bits.Text(70, 42));
        update.AddShipType(bits.Unsigned(232, 8));
        update.AddDimensions(bits, 240);
        update.AddDraft(bits.Unsigned(294, 8) / 10.0);
        if (bits.Unsigned(40, 30) is > 0 and var imo)
        {
            update.Add(SkPath.Root, new SkRecord(("registrations", new SkRecord(("imo", $"IMO {imo}")))));
        }

        if (bits.Text(302, 120) is { Length: > 0 } destination)
        {
            update.Add(s_destination, destination);
        }

        if (Arrival(bits, s.Parser.Clock.Now) is { } eta)
        {
            update.Add(s_eta, Timestamp.Format(eta));
        }

        return ParseResult.Delta;
    }

    // Month, day, hour and minute without a year: the next such instant. 0, 24 and 60 mean not available.
    private static DateTime? Arrival(in SixBits bits, DateTime now)
    {
        var (month, day) = ((int)bits.Unsigned(274, 4), (int)bits.Unsigned(278, 5));
        var (hour, minute) = ((int)bits.Unsigned(283, 5), (int)bits.Unsigned(288, 6));
        if (month is < 1 or > 12 || day < 1 || hour > 23 || minute > 59)
        {
            return null;
        }

        for (var year = now.Year; year <= now.Year + 1; year++)
        {
            if (day <= DateTime.DaysInMonth(year, month)
                && new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Utc) is var eta && eta >= now)
            {
                return eta;
            }
        }

        return null;
    }
}
