using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace SignalK.Browser.Tests;

/// <summary>A page with a record of what went wrong in it: console errors, exceptions, failed requests, ways out to other hosts.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    readonly IBrowserContext _context;

    WatchedPage(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    public ConcurrentQueue<string> Complaints { get; } = new();

    public ConcurrentQueue<string> Strangers { get; } = new();

    public static async Task<WatchedPage> CreateAsync(IBrowserContext context, Uri origin)
    {
        var watched = new WatchedPage(context, await context.NewPageAsync());
        watched.Page.SetDefaultTimeout(20_000);
        Assertions.SetDefaultExpectTimeout(20_000);
        watched.Page.Console += (_, message) =>
        {
            // What failed to load is named below.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                watched.Complaints.Enqueue($"{message.Text} ({message.Location})");
        };
        watched.Page.PageError += (_, error) => watched.Complaints.Enqueue(error);
        watched.Page.Response += (_, response) =>
        {
            if (response.Status >= 400)
                watched.Complaints.Enqueue($"{response.Status} {response.Url}");
        };
        // As on a boat: there is no internet.
        await context.RouteAsync(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Authority != origin.Authority, async route =>
        {
            watched.Strangers.Enqueue(route.Request.Url);
            await route.AbortAsync();
        });
        return watched;
    }

    /// <summary>Keeps a picture under artifacts/browser, for people to look at.</summary>
    public async Task PictureAsync(string name) =>
        await Page.ScreenshotAsync(new() { Path = Repository.Of($"artifacts/browser/{name}.png") });

    public async ValueTask DisposeAsync()
    {
        // What a failed test saw last.
        await PictureAsync("last");
        await _context.CloseAsync();
    }
}
