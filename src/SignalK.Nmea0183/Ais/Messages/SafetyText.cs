using SignalK.Core.Model;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Ais.Messages;

/// <summary>
/// Message 14: a text about safety to all. Distress beacons speak so (<c>SART ACTIVE</c>, <c>MOB ACTIVE</c>, <c>EPIRB
/// ACTIVE</c>): that is an emergency, anything else an alert.
/// </summary>
static class SafetyText
{
    private static readonly SkPath s_path = SkPath.Of("notifications.ais.safety");
    private static readonly SkArray s_method = new("visual", "sound");

    public static ParseResult Parse(in Sentence s, in SixBits bits)
    {
        if (AisReport.Begin(s, bits, AisTargetKind.Vessel) is not { } update)
        {
            return ParseResult.Malformed;
        }

        var text = bits.Text(40, bits.Count - 40);
        if (text.Length > 0)
        {
            var state = text.EndsWith(" ACTIVE", StringComparison.Ordinal) ? "emergency" : "alert";
            update.Add(s_path, new SkRecord(("state", state), ("method", s_method), ("message", text)));
        }

        return ParseResult.Delta;
    }
}
