using System.IO;

namespace SignalK;

/// <summary>The repository that the tests were built in; a source of each of their projects.</summary>
static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>A file or folder of the repository.</summary>
    public static string Of(string path) => Path.Combine(Root, path);

    /// <summary>A file or folder of <c>../shared</c>, which only some machines have.</summary>
    public static string Shared(string path) => Path.GetFullPath(Path.Combine(Root, "../shared", path));

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SignalK.Appliance.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException($"no SignalK.Appliance.sln above {AppContext.BaseDirectory}");
    }
}
