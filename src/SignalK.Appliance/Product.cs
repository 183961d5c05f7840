using System.Reflection;

namespace SignalK.Appliance;

/// <summary>What this build calls itself.</summary>
static class Product
{
    /// <summary>The version without the source revision: <c>0.1.0</c>.</summary>
    public static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
