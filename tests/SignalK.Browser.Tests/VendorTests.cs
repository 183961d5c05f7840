using System.Formats.Tar;
using System.IO.Compression;
using Microsoft.Playwright;

namespace SignalK.Browser.Tests;

/// <summary>The page of a unit of the example vendor.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class VendorTests(Browser browser)
{
    const string Plugin = "signalk-example-dew-point";

    [BrowserFact]
    public async Task Page_OfAVendorsUnit_HasItsLogoColoursAndModel()
    {
        using var config = new ConfigFolder();
        using var vendor = new ConfigFolder();
        var example = Repository.Of("image/vendor/EXAMPLE");
        foreach (var (from, to) in (IEnumerable<(string, string)>)[("vendor.json", "vendor.json"), ("logo.svg", "logo.svg"), ("boards/pc/board.json", "board.json")])
            File.Copy(Path.Combine(example, from), vendor[to]);
        Unpack(Path.Combine(example, $"plugins/{Plugin}-1.0.0.tgz"), vendor["plugins"]);
        await using var appliance = await ApplianceProcess.StartAsync(config.Path, new Dictionary<string, string> { ["SIGNALK_VENDOR"] = vendor.Path }, "--demo");
        await using var watched = await browser.OpenAsync(appliance.Address, 1024, 768);
        var page = watched.Page;
        await page.GotoAsync(appliance.Address.ToString());

        await Assertions.Expect(page.Locator("#vendor")).ToHaveTextAsync("Example Marine Navigator 5 · support@example.com · example.com");
        await Assertions.Expect(page.Locator("#logo")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<int>("document.getElementById('logo').naturalWidth") > 0, "the logo was not drawn");
        await Assertions.Expect(page.Locator("footer a").First).ToHaveCSSAsync("color", "rgb(11, 110, 79)");
        var card = page.Locator($"[data-plugin='{Plugin}']");
        await Assertions.Expect(card).ToContainTextAsync("running");
        await Assertions.Expect(card).ToContainTextAsync("comes with this unit");
        await Assertions.Expect(card.Locator("button:visible")).ToHaveTextAsync(["Settings", "Reload"]);
        await card.GetByText("Settings").ClickAsync();
        await Assertions.Expect(page.Locator("dialog .lock")).ToContainTextAsync("comes with Navigator 5 and belongs to how it works");
        await Assertions.Expect(page.Locator("dialog").GetByText("Remove")).ToHaveCountAsync(0);
        await page.Locator("dialog").GetByText("Save", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("dialog output")).ToHaveClassAsync("good");
        await page.GetByText("Close").ClickAsync();
        using (var refused = await appliance.Http.PostAsync($"/skServer/plugins/{Plugin}/disable", null))
        {
            Assert.Equal(403, (int)refused.StatusCode);
            Assert.Contains("it stays on", await refused.Content.ReadAsStringAsync());
        }

        await page.Locator("#night").ClickAsync();
        await Assertions.Expect(page.Locator("footer a").First).ToHaveCSSAsync("color", "rgb(255, 90, 69)");
        await watched.PictureAsync("vendor");

        await page.GotoAsync(new Uri(appliance.Address, "/machine").ToString());
        await Assertions.Expect(page.Locator("#connectors dt").First).ToHaveTextAsync("NMEA 0183 A");
        Assert.Empty(watched.Complaints);
        Assert.Empty(watched.Strangers);
    }

    static void Unpack(string package, string folder)
    {
        Directory.CreateDirectory(folder);
        using var archive = new GZipStream(File.OpenRead(package), CompressionMode.Decompress);
        TarFile.ExtractToDirectory(archive, folder, overwriteFiles: false);
    }
}
