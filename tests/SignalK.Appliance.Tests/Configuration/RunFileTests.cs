using SignalK.Appliance.Configuration;
using SignalK.Appliance.Hosting;

namespace SignalK.Appliance.Tests.Configuration;

public sealed class RunFileTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("running");

    string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Find_WhileItIsHeld_GivesTheAddressToEverybody()
    {
        using (RunFile.TryHold(Folder, "http://localhost:3000", out var reason))
        {
            Assert.Null(reason);
            Assert.Equal("http://localhost:3000", RunFile.Find(Folder));
            Assert.Equal("http://localhost:3000", RunFile.Find(Folder));
        }
        Assert.Null(RunFile.Find(Folder));
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public void Find_LeftByAPowerCut_IsNobody()
    {
        File.WriteAllText(Path.Combine(Folder, ".running"), "http://localhost:3000");

        Assert.Null(RunFile.Find(Folder));
    }

    [Fact]
    public void Hold_ByASecondServer_IsRefused()
    {
        using var first = RunFile.TryHold(Folder, "http://localhost:3000", out _);

        Assert.Null(RunFile.TryHold(Folder, "http://localhost:3001", out var reason));
        Assert.NotNull(reason);
        Assert.Equal("http://localhost:3000", RunFile.Find(Folder));
    }

    [Fact]
    public void Hold_OfNoDirectory_IsRefused()
    {
        Assert.Null(RunFile.TryHold(Path.Combine(Folder, "missing"), "http://localhost", out var reason));
        Assert.NotNull(reason);
        Assert.Null(RunFile.Find(Path.Combine(Folder, "missing")));
    }
}
