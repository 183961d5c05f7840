using Microsoft.Playwright;

namespace SignalK.Browser.Tests;

/// <summary>A plugin's life on the appliance's own page: installed, seen, set, taken back from, stopped, removed.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class PluginTests(Browser browser)
{
    [PluginTheory]
    [InlineData("phone", 390, 844, true)]
    [InlineData("desktop", 1440, 900, false)]
    public async Task Plugin_FromItsPackageToItsRemoval_WithTheBrowserAlone(string name, int width, int height, bool isPhone)
    {
        using var config = new ConfigFolder();
        await using var appliance = await ApplianceProcess.StartAsync(config.Path);
        await using var watched = await browser.OpenAsync(appliance.Address, width, height, isPhone);
        var page = watched.Page;
        await page.GotoAsync(appliance.Address.ToString());

        // Installing enables it; its value is among the others, and moves.
        var section = page.Locator("#plugins");
        await Assertions.Expect(section.Locator(".none")).ToBeVisibleAsync();
        await section.Locator("input[type=file]").SetInputFilesAsync(ExamplePlugin.Hello.Package);
        await Assertions.Expect(section.Locator("output")).ToContainTextAsync("installed signalk-example-hello");
        var card = page.Locator("[data-plugin='signalk-example-hello']");
        await Assertions.Expect(card.Locator(".state")).ToHaveTextAsync("running");
        await Assertions.Expect(card.Locator(".message")).ToHaveTextAsync("Ahoy");
        var value = page.Locator("tr[data-path='environment.hello.seconds'] td").Nth(1);
        await Assertions.Expect(value).Not.ToBeEmptyAsync();
        var before = await value.InnerTextAsync();
        await Assertions.Expect(value).Not.ToHaveTextAsync(before);

        // Its own settings, in force at once.
        var dialog = page.Locator("dialog");
        await card.GetByRole(AriaRole.Button, new() { Name = "Settings" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Greeting" }).FillAsync("Moin");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(dialog.Locator("output")).ToContainTextAsync("Saved");
        await watched.PictureAsync($"plugin-{name}");

        // What it may do.
        await dialog.Locator("summary", new() { HasText = "Change" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("^writes") }).UncheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save what it may do" }).ClickAsync();
        await Assertions.Expect(dialog.Locator("output")).ToContainTextAsync("grants");
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, "the page scrolls sideways");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Assertions.Expect(card.Locator(".message")).ToHaveTextAsync("Moin");
        await Assertions.Expect(card.Locator(".data")).ToContainTextAsync("denied");

        await card.GetByRole(AriaRole.Button, new() { Name = "Disable" }).ClickAsync();
        await Assertions.Expect(card.Locator(".state")).ToHaveTextAsync("stopped");
        await card.GetByRole(AriaRole.Button, new() { Name = "Enable" }).ClickAsync();
        await Assertions.Expect(card.Locator(".state")).ToHaveTextAsync("running");
        await card.GetByRole(AriaRole.Button, new() { Name = "Reload" }).ClickAsync();
        await Assertions.Expect(section.Locator("output")).ToContainTextAsync("runs");

        await card.GetByRole(AriaRole.Button, new() { Name = "Settings" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Remove …" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Keep its data" }).ClickAsync();
        await Assertions.Expect(card).ToBeHiddenAsync();
        Assert.True(File.Exists(config["plugin-config-data/signalk-example-hello.json"]), "its settings are gone");
        Assert.Empty(watched.Complaints);
        Assert.Empty(watched.Strangers);
    }
}
