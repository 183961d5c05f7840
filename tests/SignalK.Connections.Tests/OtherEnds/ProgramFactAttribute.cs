namespace SignalK.Connections.Tests.OtherEnds;

/// <summary>Needs programs that a distribution has; skipped where one is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(params string[] programs)
    {
        string[] missing = [.. programs.Where(static p => Find(p) is null)];
        if (missing.Length > 0)
        {
            Skip = $"needs {string.Join(" and ", missing)} (Debian: gpsd, gpsd-clients, socat)";
        }
    }

    public static string? Find(string program) =>
        new[] { "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin" }.Select(d => Path.Combine(d, program)).FirstOrDefault(File.Exists);
}
