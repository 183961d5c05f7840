namespace SignalK.Architecture.Tests;

public class SourceTests
{
    const int LargestFile = 20 * 1024;

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void Sources_WrittenByHand_StaySmall(string folder) =>
        Assert.Empty(House.Sources(folder)
            .Where(file => !file.EndsWith(".g.cs", StringComparison.Ordinal))
            .Where(file => new FileInfo(file).Length > LargestFile)
            .Select(file => Path.GetRelativePath(Repository.Root, file)));

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void Sources_All_UseFileScopedNamespaces(string folder) =>
        Assert.Empty(House.Sources(folder)
            .Where(file => File.ReadLines(file).Any(line => line.StartsWith("namespace ", StringComparison.Ordinal) && !line.Contains(';')))
            .Select(file => Path.GetRelativePath(Repository.Root, file)));
}
