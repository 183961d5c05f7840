namespace SignalK.Browser.Tests;

/// <summary>A test in a real browser; skipped where there is no Chromium.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Browser.Program is null)
            Skip = "needs Chromium: apt-get install chromium, or name one by CHROMIUM";
    }
}

/// <summary>The same for cases of several sizes.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute()
    {
        if (Browser.Program is null)
            Skip = "needs Chromium: apt-get install chromium, or name one by CHROMIUM";
    }
}

/// <summary>A test of a web application from npm; skipped where there is no Chromium, or where npm cannot bring the application.</summary>
public sealed class WebAppFactAttribute : FactAttribute
{
    public WebAppFactAttribute()
    {
        if (Browser.Program is null)
            Skip = "needs Chromium: apt-get install chromium, or name one by CHROMIUM";
        else if (NpmPackage.InstrumentPanel.Missing is { } reason)
            Skip = reason;
    }
}
