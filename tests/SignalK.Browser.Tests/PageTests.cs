using System.Globalization;
using Microsoft.Playwright;

namespace SignalK.Browser.Tests;

/// <summary>The appliance's own page, as a skipper's phone and a chart table's screen show it.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class PageTests(Browser browser)
{
    [BrowserTheory]
    [InlineData("phone", 390, 844, true)]
    [InlineData("desktop", 1440, 900, false)]
    public async Task Page_WithTheDemo_ShowsTheBoatLive(string name, int width, int height, bool isPhone)
    {
        using var config = new ConfigFolder();
        await using var appliance = await ApplianceProcess.StartAsync(config.Path, "--demo");
        await using var watched = await browser.OpenAsync(appliance.Address, width, height, isPhone);
        var page = watched.Page;
        await page.GotoAsync(appliance.Address.ToString());

        await Assertions.Expect(page.Locator("#link")).ToHaveTextAsync("live");
        foreach (var label in (string[])["Speed", "Depth", "Heading", "Apparent wind", "Position"])
            await Assertions.Expect(page.Locator(".tile:visible", new() { HasText = label }).First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#targets tbody tr").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#connections .cards > *").First).ToBeVisibleAsync();

        // A row holds the name, the value with its unit, the source and its age; and the values move.
        var row = page.Locator("tr[data-path='navigation.position'] td");
        await Assertions.Expect(row.Nth(2)).Not.ToBeEmptyAsync();
        await Assertions.Expect(row.Nth(3)).Not.ToBeEmptyAsync();
        var position = await row.Nth(1).InnerTextAsync();
        await Assertions.Expect(row.Nth(1)).Not.ToHaveTextAsync(position);

        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, "the page scrolls sideways");
        await watched.PictureAsync($"page-{name}");
        Assert.Empty(watched.Complaints);
        Assert.Empty(watched.Strangers);
    }

    [BrowserFact]
    public async Task Page_ValueFromTheWire_IsShownInTheUnitsOfTheSea()
    {
        using var config = new ConfigFolder();
        await using var appliance = await ApplianceProcess.StartAsync(config.Path);
        await using var watched = await browser.OpenAsync(appliance.Address, 1024, 768);
        await watched.Page.GotoAsync(appliance.Address.ToString());
        await Assertions.Expect(watched.Page.Locator("#empty")).ToBeVisibleAsync();

        foreach (var (knots, sentence) in (IEnumerable<(double, string)>)[(6.2, "$IIVTG,118.4,T,109.8,M,6.20,N,11.48,K,A*00"), (7.4, "$IIVTG,118.4,T,109.8,M,7.40,N,13.70,K,A*0E")])
        {
            await appliance.SendNmea0183Async(sentence);
            await Assertions.Expect(watched.Page.Locator(".tile", new() { HasText = "Speed" }).Locator(".figure").First)
                .ToHaveTextAsync(knots.ToString("0.0", CultureInfo.InvariantCulture));
        }
        await Assertions.Expect(watched.Page.Locator("#empty")).ToBeHiddenAsync();
        Assert.Empty(watched.Complaints);
    }

    [BrowserFact]
    public async Task Page_TextFromTheWire_IsNeverMarkup()
    {
        using var config = new ConfigFolder().With(
            "baseDeltas.json",
            """[{"context":"vessels.self","updates":[{"values":[{"path":"","value":{"name":"<img src=x onerror=document.title='taken'>","mmsi":"230099999"}}]}]}]""");
        await using var appliance = await ApplianceProcess.StartAsync(config.Path);
        await using var watched = await browser.OpenAsync(appliance.Address, 1024, 768);
        await watched.Page.GotoAsync(appliance.Address.ToString());
        await Assertions.Expect(watched.Page.Locator("#vessel")).ToHaveTextAsync("<img src=x onerror=document.title='taken'>");
        Assert.Equal(0, await watched.Page.Locator("img[src=x]").CountAsync());
    }
}
