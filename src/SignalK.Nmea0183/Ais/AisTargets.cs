using SignalK.Core.Model;

namespace SignalK.Nmea0183.Ais;

enum AisTargetKind
{
    Vessel,
    AidToNavigation,
    Aircraft,
}

/// <summary>The context of a station and the value that names it; made once, as long as the station stays in the table.</summary>
sealed record AisTarget(string Context, SkRecord Identity);

/// <summary>Stations heard, so that their names are not spelt out for every message. When full the table starts afresh.</summary>
sealed class AisTargets
{
    private const int Capacity = 4_096;

    private readonly Dictionary<(int Mmsi, AisTargetKind Kind), AisTarget> _targets = [];

    public AisTarget Get(int mmsi, AisTargetKind kind)
    {
        if (_targets.TryGetValue((mmsi, kind), out var target))
        {
            return target;
        }

        if (_targets.Count >= Capacity)
        {
            _targets.Clear();
        }

        var text = mmsi.ToString("D9", null);
        target = new AisTarget($"{Root(kind)}.urn:mrn:imo:mmsi:{text}", new SkRecord(("mmsi", text)));
        _targets.Add((mmsi, kind), target);
        return target;
    }

    private static string Root(AisTargetKind kind) => kind switch
    {
        AisTargetKind.AidToNavigation => "atons",
        AisTargetKind.Aircraft => "aircraft",
        _ => "vessels",
    };
}
