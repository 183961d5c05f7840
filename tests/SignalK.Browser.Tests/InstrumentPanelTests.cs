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

        await ShowAsync("118", "7.2", "$HEHDT,118.0,T*27", "$WIMWV,042.0,R,7.2,M,A*23");
        await ShowAsync("245", "11.4", "$HEHDT,245.0,T*2C", "$WIMWV,042.0,R,11.4,M,A*12");
        await watched.PictureAsync("instrumentpanel-values");

        async Task ShowAsync(string heading, string wind, params string[] sentences)
        {
            // An instrument repeats itself; the panel makes a gauge of the first value and shows the next.
            using var stop = new CancellationTokenSource();
            var talking = TalkAsync(appliance, sentences, stop.Token);
            await ExpectGaugeAsync(watched.Page, "navigation.headingTrue", heading);
            await ExpectGaugeAsync(watched.Page, "Apparent Wind", wind);
            await stop.CancelAsync();
            await talking;
        }
    }

    [WebAppFact]
    public async Task InstrumentPanel_WithTheDemo_ShowsLiveGauges()
    {
        using var config = Installed();
        await using var appliance = await ApplianceProcess.StartAsync(config.Path, "--demo");
        await using var watched = await OpenAsync(appliance);

        foreach (var name in (string[])["navigation.headingTrue", "navigation.position", "Apparent Wind"])
            await Assertions.Expect(Gauge(watched.Page, name)).ToBeVisibleAsync();
        var position = await Gauge(watched.Page, "navigation.position").InnerTextAsync();
        await Assertions.Expect(Gauge(watched.Page, "navigation.position")).Not.ToHaveTextAsync(position, new() { UseInnerText = true });
        await watched.PictureAsync("instrumentpanel-demo");
        // It asks for settings that it finds nowhere at first, and says so; nothing else may fail.
        var complaints = string.Join('\n', watched.Complaints.Where(c => !c.Contains("applicationData", StringComparison.Ordinal)));
        Assert.True(complaints.Length == 0, complaints);
        Assert.Empty(watched.Strangers);
    }

    static async Task TalkAsync(ApplianceProcess appliance, string[] sentences, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            await appliance.SendNmea0183Async(sentences);
            await Task.Delay(250, CancellationToken.None);
        }
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
        // What is new in it, which it tells once.
        await watched.Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).First.ClickAsync();
        return watched;
    }

    /// <summary>A gauge is a cell of the grid with its name and its figure.</summary>
    static Task ExpectGaugeAsync(IPage page, string name, string figure) =>
        Assertions.Expect(Gauge(page, name).GetByText(figure, new() { Exact = true })).ToBeVisibleAsync();

    static ILocator Gauge(IPage page, string name) => page.Locator(".react-grid-item", new() { HasText = name }).First;
}
