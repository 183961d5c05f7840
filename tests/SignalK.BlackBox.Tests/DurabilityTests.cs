using System.Diagnostics;
using System.Net;
using System.Text;

namespace SignalK.BlackBox.Tests;

public sealed class DurabilityTests : IDisposable
{
    readonly ConfigFolder _config = new();

    public void Dispose() => _config.Dispose();

    [Fact]
    public async Task Kill_InTheMidstOfWrites_LosesNothingThatWasAcknowledged()
    {
        var acknowledged = -1;
        for (var round = 0; round < 4; round++)
        {
            await using var appliance = await ApplianceProcess.StartAsync(_config.Path);
            if (acknowledged >= 0)
                Assert.InRange(await KeptAsync(appliance), acknowledged, acknowledged + 1);

            using var killed = new CancellationTokenSource();
            var writer = Task.Run(async () =>
            {
                for (var i = Math.Max(0, acknowledged + 1); !killed.IsCancellationRequested; i++)
                {
                    if (!await PutAsync(appliance, i))
                        return;
                    acknowledged = i;
                }
            });
            var before = acknowledged;
            while (Volatile.Read(ref acknowledged) < before + 5 + (round * 3))
                await Task.Delay(1);
            appliance.Signal("KILL");
            await killed.CancelAsync();
            await writer;
        }
        Assert.True(acknowledged > 20);
    }

    [RootFact]
    public async Task Write_DiskFull_IsRefusedShownAndHurtsNothingElse()
    {
        var disk = _config["disk"];
        Directory.CreateDirectory(disk);
        if (!await SucceedsAsync("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk))
            return; // A container that may not mount has no small disk to fill.
        try
        {
            await using var appliance = await ApplianceProcess.StartAsync(disk);
            Assert.True(await PutAsync(appliance, 1));
            await File.WriteAllBytesAsync(Path.Combine(disk, "ballast"), new byte[16 * 1024]);
            await FillAsync(Path.Combine(disk, "rest"));

            Assert.False(await PutAsync(appliance, 2));

            Assert.Equal(1, await KeptAsync(appliance));
            await appliance.SendNmea0183Async("$SDDPT,4.5,0.5*53");
            await appliance.GetUntilAsync("/signalk/v1/api/vessels/self/environment/depth/belowTransducer/value", value => value.GetValue<double>() == 4.5);
            File.Delete(Path.Combine(disk, "rest"));
            File.Delete(Path.Combine(disk, "ballast"));
            Assert.True(await PutAsync(appliance, 3));
        }
        finally
        {
            await SucceedsAsync("umount", "-l", disk);
        }
    }

    /// <summary>True when the server says that the metadata is kept.</summary>
    static async Task<bool> PutAsync(ApplianceProcess appliance, int number)
    {
        try
        {
            using var body = new StringContent($$$"""{"value":{"displayName":"{{{number}}}"}}""", Encoding.UTF8, "application/json");
            using var response = await appliance.Http.PutAsync("/signalk/v1/api/vessels/self/navigation/speedOverGround/meta", body);
            var status = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            while (status["state"]!.ToString() == "PENDING")
            {
                await Task.Delay(2);
                status = await appliance.GetAsync($"/signalk/v1/requests/{status["requestId"]}");
            }
            return status["statusCode"]!.GetValue<int>() == (int)HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    static async Task<int> KeptAsync(ApplianceProcess appliance) =>
        int.Parse((await appliance.GetAsync("/signalk/v1/api/vessels/self/navigation/speedOverGround/meta"))["displayName"]!.ToString());

    static async Task FillAsync(string path)
    {
        try
        {
            await using var file = File.Create(path);
            while (true)
            {
                await file.WriteAsync(new byte[1024]);
                await file.FlushAsync();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    static async Task<bool> SucceedsAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
