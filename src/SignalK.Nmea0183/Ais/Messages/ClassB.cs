using SignalK.Core.Model;
using SignalK.Nmea0183.Sentences;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Ais.Messages;

/// <summary>Message 18: position of a class B station.</summary>
static class ClassBPosition
{
    public static ParseResult Parse(in Sentence s, in SixBits bits)
    {
        if (AisReport.Position(bits, 57) is not { } position)
        {
            return ParseResult.Nothing;
        }

        if (AisReport.Begin(s, bits, AisTargetKind.Vessel) is not { } update)
        {
            return ParseResult.Malformed;
        }

        update.Add(Paths.Position, position);
        AddMotion(update, bits);
        return ParseResult.Delta;
    }

    /// <summary>What messages 18 and 19 have in common besides the position.</summary>
    public static void AddMotion(Update update, in SixBits bits)
    {
        update.AddClass("B");
        update.AddSpeed(bits.Unsigned(46, 10));
        update.AddCourse(bits.Count >= 124 ? bits.Unsigned(112, 12) : 3600);
        update.AddHeading(bits.Count >= 133 ? bits.Unsigned(124, 9) : 511);
    }
}

/// <summary>Message 19: position and static data of a class B station in one.</summary>
static class ClassBExtended
{
    public static ParseResult Parse(in Sentence s, in SixBits bits)
    {
        if (bits.Count < 133 || AisReport.Begin(s, bits, AisTargetKind.Vessel) is not { } update)
        {
            return ParseResult.Malformed;
        }

        if (AisReport.Position(bits, 57) is { } position)
        {
            update.Add(Paths.Position, position);
        }

        ClassBPosition.AddMotion(update, bits);
        update.AddName(bits.Text(143, 120));
        update.AddShipType(bits.Unsigned(263, 8));
        update.AddDimensions(bits, 271);
        return ParseResult.Delta;
    }
}

/// <summary>Message 24: static data of a class B station, the name in part A, the rest in part B.</summary>
static class ClassBStatic
{
    private const int AuxiliaryCraft = 98; // such MMSIs carry their mother ship's where others have dimensions

    public static ParseResult Parse(in Sentence s, in SixBits bits)
    {
        var part = bits.Unsigned(38, 2);
        if (bits.Count < 48 || part > 1)
        {
            return ParseResult.Malformed;
        }

        if (AisReport.Begin(s, bits, AisTargetKind.Vessel) is not { } update)
        {
            return ParseResult.Malformed;
        }

        if (part == 0)
        {
            update.AddName(bits.Text(40, 120));
            return ParseResult.Delta;
        }

        update.AddShipType(bits.Unsigned(40, 8));
        update.AddCallsign(bits.Text(90, 42));
        if (bits.Unsigned(8, 30) / 10_000_000 != AuxiliaryCraft)
        {
            update.AddDimensions(bits, 132);
        }

        return ParseResult.Delta;
    }
}
