using System.Text;
using SignalK.Core.Model;
using SignalK.Nmea0183.Ais;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Sentences;

/// <summary>DSC: a digital selective call that a VHF radio received; distress calls and positions are used.</summary>
static class Dsc
{
    private const int MmsiLength = 9; // ten digits are sent, the last is always 0 (ITU-R M.493)

    private static readonly SkPath s_unhandled = SkPath.Of("notifications.dsc_parser");

    // Nature of distress, ITU-R M.493 table 6, first digit left out as in the sentence.
    private static readonly string?[] s_natures =
    [
        "fire", "flooding", "collision", "grounding", "listing", "sinking", "adrift", "undesignated", "abandon", "piracy",
        "mob", null, "epirb",
    ];

    private static readonly (SkPath Path, SkRecord Value)[] s_distress =
        [.. s_natures.Select(static n => Distress(n ?? "unassigned"))];

    private static readonly (SkPath Path, SkRecord Value) s_unassigned = Distress("unassigned");

    public static ParseResult Parse(in Sentence s)
    {
        // 0 format, 1 sender, 2 category, 3 nature or first telecommand, 4 second, 5 position, 6 time, 7 vessel in distress,
        // 8 its nature, 9 acknowledgement, 10 expansion (a DSE follows)
        if (s.Count < 6 || s[1].Length < MmsiLength || FieldNumber.Whole(s[1][..MmsiLength]) < 0)
        {
            return s.Has(1) ? ParseResult.Malformed : ParseResult.Nothing;
        }

        var distress = s[2].SequenceEqual("12"u8);
        var position = s[2].SequenceEqual("00"u8) && s[3].SequenceEqual("21"u8);
        s.Delta.Context = s.Parser.AisTargets.Get(FieldNumber.Whole(s[1][..MmsiLength]), AisTargetKind.Vessel).Context;
        var update = s.Update();
        if (distress || position)
        {
            AddPosition(s, update);
        }

        if (distress)
        {
            var nature = s.Whole(3);
            var (path, value) = nature >= 0 && nature < s_distress.Length ? s_distress[nature] : s_unassigned;
            update.Add(path, value);
        }
        else if (!position)
        {
            update.Add(s_unhandled, new SkRecord(("message", $"DSC Message Not Handled: {Encoding.ASCII.GetString(s.Line)}")));
        }

        return ParseResult.Delta;
    }

    private static void AddPosition(in Sentence s, Update update)
    {
        if (s.Parser.Distress.TryRead(s[5], out var quadrant, out var latitude, out var longitude))
        {
            update.Add(Paths.Position, DscState.Place(quadrant, latitude, longitude));
            if (s.Letter(10) == 'E')
            {
                s.Parser.Distress.Expect(FieldNumber.Whole(s[1][..MmsiLength]), quadrant, latitude, longitude);
            }
        }
    }

    private static (SkPath, SkRecord) Distress(string nature) =>
        (SkPath.Of($"notifications.{nature}"), new SkRecord(("message", $"DSC Distress Recieved! Nature of distress: {nature}")));
}

/// <summary>DSE: the expansion of the call before; code 00 refines its position from minutes to their ten-thousandths.</summary>
static class Dse
{
    public static ParseResult Parse(in Sentence s)
    {
        // 0 sentences, 1 number, 2 query or automatic, 3 sender, 4 code, 5 data
        if (!s[4].SequenceEqual("00"u8) || s[3].Length < 9 || s[5].Length < 8)
        {
            return ParseResult.Nothing;
        }

        var mmsi = FieldNumber.Whole(s[3][..9]);
        var (latitude, longitude) = (FieldNumber.Whole(s[5][..4]), FieldNumber.Whole(s[5][4..8]));
        if (mmsi < 0 || latitude < 0 || longitude < 0)
        {
            return ParseResult.Malformed;
        }

        if (s.Parser.Distress.Refine(mmsi, latitude, longitude) is not { } position)
        {
            return ParseResult.Nothing;
        }

        s.Delta.Context = s.Parser.AisTargets.Get(mmsi, AisTargetKind.Vessel).Context;
        return s.One(Paths.Position, position);
    }
}
