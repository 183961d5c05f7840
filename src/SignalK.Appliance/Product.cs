using System.Reflection;

namespace SignalK.Appliance;

/// <summary>What this build calls itself.</summary>
static class Product
{
    /// <summary>The version without the source revision: <c>0.1.0</c>.</summary>
    public static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    /// <summary>No true clock shows a time before this: one that does was never set, and dates nothing.</summary>
    public static DateTimeOffset NotBefore { get; } = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
}
