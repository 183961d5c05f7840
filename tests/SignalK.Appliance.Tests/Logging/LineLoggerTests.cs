using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SignalK.Appliance.Logging;

namespace SignalK.Appliance.Tests.Logging;

public class LineLoggerTests
{
    [Theory]
    [InlineData(LogLevel.Critical, "<2>Hub: lost")]
    [InlineData(LogLevel.Error, "<3>Hub: lost")]
    [InlineData(LogLevel.Warning, "<4>Hub: lost")]
    [InlineData(LogLevel.Information, "<6>Hub: lost")]
    public void Log_UnderTheJournal_LeadsWithTheSyslogLevel(LogLevel level, string line) =>
        Assert.Equal(line + "\n", Written(journal: true, level, "lost"));

    [Fact]
    public void Log_SeveralLinesUnderTheJournal_EachHasItsLevel() =>
        Assert.Equal("<4>Hub: one\n<4>two\n", Written(journal: true, LogLevel.Warning, "one\ntwo"));

    [Fact]
    public void Log_AtATerminal_LeadsWithTimeAndWord() =>
        Assert.Equal("00:00:00 warn Hub: lost\n", Written(journal: false, LogLevel.Warning, "lost"));

    [Fact]
    public void Log_BelowTheMinimum_IsNothing() =>
        Assert.Equal("", Written(journal: true, LogLevel.Debug, "lost"));

    static string Written(bool journal, LogLevel level, string text)
    {
        var output = new StringWriter { NewLine = "\n" };
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        time.SetLocalTimeZone(TimeZoneInfo.Utc);
        using (var provider = new LineLoggerProvider(output, LogLevel.Information, journal, time))
            provider.CreateLogger("SignalK.Core.Hub").Log(level, default, text, null, (state, _) => state);
        return output.ToString();
    }
}
