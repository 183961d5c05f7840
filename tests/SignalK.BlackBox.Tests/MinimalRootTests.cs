using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SignalK.BlackBox.Tests;

public sealed class MinimalRootTests : IDisposable
{
    readonly ConfigFolder _root = new();

    public void Dispose() => _root.Dispose();

    [PublishedRootFact]
    public async Task Run_InARootOfBinaryAndGlibcAlone_ServesRestAndWebSocket()
    {
        var libraries = (await OutputAsync("ldd", Binary.Path)).Split('\n')
            .Select(line => Regex.Match(line, @"(/\S+) \(0x")).Where(match => match.Success).Select(match => match.Groups[1].Value).ToList();
        Assert.All(libraries, library => Assert.Matches(@"/(libc|libm|ld-linux[-a-z0-9_]*)\.so\.\d+$", library));
        foreach (var library in libraries)
            Place(library, library);
        Place(Binary.Path, "/signalk");
        Directory.CreateDirectory(_root["config"]);
        var info = new ProcessStartInfo("chroot", [_root.Path, "/signalk", "run", "--config", "/config", "--port", "0", "--listen", "127.0.0.1", "--demo"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        await using var appliance = await ApplianceProcess.StartAsync(info, new Dictionary<string, string>());
        using var stream = await appliance.OpenStreamAsync("?subscribe=self");

        Assert.StartsWith("vessels.", (await ApplianceProcess.ReceiveAsync(stream))["self"]!.ToString());
        Assert.NotNull((await ApplianceProcess.ReceiveAsync(stream))["updates"]);
        await appliance.GetUntilAsync("/signalk/v1/api/vessels/self/navigation/position", leaf => leaf["value"] is not null);
        Assert.Equal(0, (await appliance.StopAsync()).ExitCode);
        Assert.True(File.Exists(Path.Combine(_root["config"], "baseDeltas.json")));
    }

    void Place(string file, string at)
    {
        var target = _root[at.TrimStart('/')];
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(file, target);
    }

    static async Task<string> OutputAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
