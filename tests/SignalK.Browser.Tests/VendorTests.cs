using Microsoft.Playwright;

namespace SignalK.Browser.Tests;

/// <summary>The page of a unit of the example vendor.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class VendorTests(Browser browser)
{
    [BrowserFact]
    public async Task Page_OfAVendorsUnit_HasItsLogoColoursAndModel()
    {
        using var config = new ConfigFolder();
        using var vendor = new ConfigFolder();
        var example = Repository.Of("image/vendor/EXAMPLE");
        foreach (var (from, to) in (IEnumerable<(string, string)>)[("vendor.json", "vendor.json"), ("logo.svg", "logo.svg"), ("boards/pc/board.json", "board.json")])
            File.Copy(Path.Combine(example, from), vendor[to]);
        await using var appliance = await ApplianceProcess.StartAsync(config.Path, new Dictionary<string, string> { ["SIGNALK_VENDOR"] = vendor.Path }, "--demo");
        await using var watched = await browser.OpenAsync(appliance.Address, 1024, 768);
        var page = watched.Page;
        await page.GotoAsync(appliance.Address.ToString());

        await Assertions.Expect(page.Locator("#vendor")).ToHaveTextAsync("Example Marine Navigator 5 · support@example.com · example.com");
        await Assertions.Expect(page.Locator("#logo")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<int>("document.getElementById('logo').naturalWidth") > 0, "the logo was not drawn");
        await Assertions.Expect(page.Locator("footer a").First).ToHaveCSSAsync("color", "rgb(11, 110, 79)");
        await page.Locator("#night").ClickAsync();
        await Assertions.Expect(page.Locator("footer a").First).ToHaveCSSAsync("color", "rgb(255, 90, 69)");
        await watched.PictureAsync("vendor");

        await page.GotoAsync(new Uri(appliance.Address, "/machine").ToString());
        await Assertions.Expect(page.Locator("#connectors dt").First).ToHaveTextAsync("NMEA 0183 A");
        Assert.Empty(watched.Complaints);
        Assert.Empty(watched.Strangers);
    }
}
