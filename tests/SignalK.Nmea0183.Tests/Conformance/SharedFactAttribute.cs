namespace SignalK.Nmea0183.Tests.Conformance;

/// <summary>A test over files beside the repository (fixtures, recordings); skipped where they are not.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(string file)
    {
        if (Shared.Find(file) is null)
        {
            Skip = $"../shared/{file} is not there";
        }
    }
}

static class Shared
{
    /// <summary>The path of a file under ../shared of the repository; null when absent.</summary>
    public static string? Find(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SignalK.Appliance.sln")))
            {
                var path = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", file));
                return File.Exists(path) ? path : null;
            }
        }

        return null;
    }
}
