namespace SignalK.Server.Tests;

internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SignalK.Appliance.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("the tests run outside of the repository");
        }

        return folder.FullName;
    }
}
