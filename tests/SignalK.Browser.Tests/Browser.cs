using Microsoft.Playwright;

namespace SignalK.Browser.Tests;

/// <summary>One headless Chromium for all tests; each opens its pages in a context of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    IPlaywright? _playwright;
    IBrowser? _browser;

    /// <summary>Debian's, or the one that CHROMIUM names; null where there is none.</summary>
    public static string? Program { get; } =
        new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    public async Task InitializeAsync()
    {
        if (Program is null)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program,
            // Root in a container has no sandbox; nothing but the appliance's own pages is opened.
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        });
    }

    /// <summary>A page of that size from which nothing but the appliance can be reached; what it complains of is kept.</summary>
    public async Task<WatchedPage> OpenAsync(Uri origin, int width, int height, bool isPhone = false)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            IsMobile = isPhone,
            HasTouch = isPhone,
            DeviceScaleFactor = isPhone ? 2 : 1,
        });
        return await WatchedPage.CreateAsync(context, origin);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
    }
}

/// <summary>One test after the other: browsers share the machine's cores with what they watch.</summary>
[CollectionDefinition(nameof(BrowserCollection))]
public sealed class BrowserCollection : ICollectionFixture<Browser>;
