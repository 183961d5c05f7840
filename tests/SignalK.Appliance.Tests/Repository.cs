namespace SignalK.Appliance.Tests;

static class Repository
{
    public static string Root { get; } = Find();

    static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "SignalK.Appliance.sln")))
                return directory.FullName;
        }
        throw new DirectoryNotFoundException("no repository above the tests");
    }
}
