using System.Xml.Linq;

namespace SignalK.Architecture.Tests;

public class DependencyTests
{
    static readonly string s_reasons = File.ReadAllText(Repository.Of("docs/dependencies.md"));

    [Fact]
    public void Packages_All_HaveTheirReasonWritten()
    {
        var named = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Append(Repository.Of("tests/Directory.Build.props"))
            .Where(file => !file.Contains("/artifacts/", StringComparison.Ordinal))
            .SelectMany(file => XDocument.Load(file).Descendants("PackageReference"))
            .Select(reference => reference.Attribute("Include")!.Value.Split('.'))
            // xunit.runner.visualstudio, FsCheck.Xunit: the family stands for its parts.
            .Select(name => name[0] is "Microsoft" or "System" or "BCrypt" ? string.Join('.', name) : name[0]);

        Assert.All(named, name => Assert.Contains(name, s_reasons));
    }

    [Fact]
    public void Packages_Versions_AreAllUsed()
    {
        var used = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Append(Repository.Of("tests/Directory.Build.props"))
            .Where(file => !file.Contains("/artifacts/", StringComparison.Ordinal))
            .SelectMany(file => XDocument.Load(file).Descendants("PackageReference"))
            .Select(reference => reference.Attribute("Include")!.Value);
        var named = XDocument.Load(Repository.Of("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(version => version.Attribute("Include")!.Value);

        Assert.Empty(named.Except(used));
    }
}
