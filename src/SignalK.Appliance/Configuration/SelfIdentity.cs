namespace SignalK.Appliance.Configuration;

/// <summary>Who the own vessel is: by its MMSI where it has one, else by a UUID made at the first start.</summary>
/// <param name="Urn"><c>urn:mrn:imo:mmsi:230099999</c> or <c>urn:mrn:signalk:uuid:…</c>.</param>
sealed record SelfIdentity(string Urn, string? Name, string? Mmsi, string? Uuid)
{
    public string Context => "vessels." + Urn;
}
