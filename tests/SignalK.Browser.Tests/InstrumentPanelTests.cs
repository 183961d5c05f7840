using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace SignalK.Browser.Tests;

/// <summary>A web application from npm, served under its package name: the one that most boats start with.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class InstrumentPanelTests(Browser browser)
{
    [WebAppFact]
    public async Task InstrumentPanel_ValuesFromTheWire_MoveItsGauges()
    {
        using var config = Installed();
        await using var appliance = await ApplianceProcess.StartAsync(config.Path);
        await using var watched = await OpenAsync(appliance);

        await appliance.SendNmea0183Async("$HEHDT,118.0,T*27", "$WIMWV,042.0,R,7.2,M,A*23", "$SDDBT,,f,12.5,M,,F*30");
        await ExpectGaugeAsync(watched.Page, "navigation.headingTrue", "118");
        await ExpectGaugeAsync(watched.Page, "environment.depth.belowTransducer", "12.5");
        await appliance.SendNmea0183Async("$HEHDT,245.0,T*2C", "$SDDBT,,f,9.8,M,,F*07");
        await ExpectGaugeAsync(watched.Page, "navigation.headingTrue", "245");
        await ExpectGaugeAsync(watched.Page, "environment.depth.belowTransducer", "9.8");
        await watched.PictureAsync("instrumentpanel-values");
    }

    [WebAppFact]
    public async Task InstrumentPanel_WithTheDemo_ShowsLiveGauges()
    {
        using var config = Installed();
        await using var appliance = await ApplianceProcess.StartAsync(config.Path, "--demo");
        await using var watched = await OpenAsync(appliance);

        foreach (var path in (string[])["navigation.headingTrue", "navigation.position", "environment.depth.belowTransducer"])
            await Assertions.Expect(watched.Page.GetByText(path).First).ToBeVisibleAsync();
        var (degrees, minutes) = ("", "");
        await UntilAsync(watched.Page, async () => (degrees = await ReadAsync(watched.Page)).Length > 0);
        await UntilAsync(watched.Page, async () => (minutes = await ReadAsync(watched.Page)) != degrees);
        Assert.NotEqual(degrees, minutes);
        await watched.PictureAsync("instrumentpanel-demo");
        // It asks for settings that it finds nowhere at first, and says so; nothing else may fail.
        Assert.Empty(watched.Complaints.Where(c => !c.Contains("applicationData", StringComparison.Ordinal)));
        Assert.Empty(watched.Strangers);
    }

    static ConfigFolder Installed()
    {
        var config = new ConfigFolder();
        Directory.CreateDirectory(Path.Combine(config.Path, "node_modules/@signalk"));
        Directory.CreateSymbolicLink(Path.Combine(config.Path, "node_modules", NpmPackage.InstrumentPanel.Name), NpmPackage.InstrumentPanel.Folder);
        return config;
    }

    async Task<WatchedPage> OpenAsync(ApplianceProcess appliance)
    {
        var watched = await browser.OpenAsync(appliance.Address, 1280, 900);
        var response = await watched.Page.GotoAsync(new Uri(appliance.Address, $"/{NpmPackage.InstrumentPanel.Name}/").ToString());
        Assert.Equal(200, response!.Status);
        return watched;
    }

    /// <summary>A gauge is a cell of the grid with its path and its figure.</summary>
    static Task ExpectGaugeAsync(IPage page, string path, string figure) =>
        Assertions.Expect(page.Locator(".react-grid-item", new() { HasText = path }).First)
            .ToHaveTextAsync(new Regex($@"(^|[^\d.]){Regex.Escape(figure)}([^\d]|$)"));

    static async Task<string> ReadAsync(IPage page) =>
        await page.Locator(".react-grid-item", new() { HasText = "navigation.position" }).First.InnerTextAsync();

    static async Task UntilAsync(IPage page, Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 100 && !await holds(); tries++)
            await page.WaitForTimeoutAsync(200);
    }
}
