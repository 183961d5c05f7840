using SignalK.Core.Model;

namespace SignalK.Core.Metadata;

/// <summary>The members of a metadata object that the server itself reads; absent or of the wrong type means null.</summary>
public static class MetaFields
{
    /// <summary>SI unit, e.g. <c>m/s</c>, <c>rad</c>, <c>K</c>, <c>ratio</c>.</summary>
    public static string? Units(this SkObject meta) => meta.Get("units")?.Text;

    public static string? Description(this SkObject meta) => meta.Get("description")?.Text;

    public static string? DisplayName(this SkObject meta) => meta.Get("displayName")?.Text;

    /// <summary>How long a value stays good after it was received; the member is in seconds.</summary>
    public static TimeSpan? Timeout(this SkObject meta) =>
        meta.Get("timeout") is { IsNumber: true, Number: > 0 and < 1e9 and var seconds } ? TimeSpan.FromSeconds(seconds) : null;
}
