using System.Runtime.InteropServices;

namespace SignalK.Appliance;

/// <summary>Which .NET runtime is compiled in and until when its makers repair it (their published lifecycle).</summary>
static class RuntimeSupport
{
    public static string Framework => RuntimeInformation.FrameworkDescription;

    /// <summary>The last day on which fixes are promised, by major version; null where we don't know.</summary>
    internal static DateOnly? SupportedUntil(int major) => major switch
    {
        8 or 9 => new DateOnly(2026, 11, 10),
        10 => new DateOnly(2028, 11, 14),
        _ => null,
    };

    public static string Describe(TimeProvider time) =>
        Describe(RuntimeInformation.FrameworkDescription, Environment.Version.Major, time);

    internal static string Describe(string framework, int major, TimeProvider time)
    {
        var head = $"runtime {framework} ({RuntimeInformation.RuntimeIdentifier})";
        return SupportedUntil(major) switch
        {
            null => $"{head}: end of support unknown",
            { } end when DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) >= end =>
                $"{head}: OUT OF SUPPORT since {end:yyyy-MM-dd}; a release uses .NET 10",
            { } end => $"{head}: supported until {end:yyyy-MM-dd}",
        };
    }
}
