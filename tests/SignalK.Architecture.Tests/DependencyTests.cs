using System.Xml.Linq;

namespace SignalK.Architecture.Tests;

public class DependencyTests
{
    static readonly string s_reasons = File.ReadAllText(Path.Combine(House.Root, "docs/dependencies.md"));

    [Fact]
    public void Packages_All_HaveTheirReasonWritten()
    {
        var named = Directory.EnumerateFiles(House.Root, "*.csproj", SearchOption.AllDirectories)
            .Append(Path.Combine(House.Root, "tests/Directory.Build.props"))
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
        var used = Directory.EnumerateFiles(House.Root, "*.csproj", SearchOption.AllDirectories)
            .Append(Path.Combine(House.Root, "tests/Directory.Build.props"))
            .Where(file => !file.Contains("/artifacts/", StringComparison.Ordinal))
            .SelectMany(file => XDocument.Load(file).Descendants("PackageReference"))
            .Select(reference => reference.Attribute("Include")!.Value);
        var named = XDocument.Load(Path.Combine(House.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Select(version => version.Attribute("Include")!.Value);

        Assert.Empty(named.Except(used));
    }
}
