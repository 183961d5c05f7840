using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using SignalK.Plugins.Settings;

namespace SignalK.Plugins.Tests.Settings;

public sealed class CrashStoreTests : IDisposable
{
    static readonly PluginId s_id = new("@a/b");

    readonly TestFolder _folder = new();
    readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Disabled_SurvivesARestartAndEndsWithEnable()
    {
        Open().Disable(s_id, "hash1");

        Assert.True(Open().IsDisabled(s_id, "hash1"));
        Assert.False(Open().IsDisabled(new PluginId("other"), "hash1"));
        Open().Enable(s_id);
        Assert.False(Open().IsDisabled(s_id, "hash1"));
    }

    [Fact]
    public void Disabled_EndsWithAnotherModule()
    {
        Open().Disable(s_id, "hash1");

        Assert.False(Open().IsDisabled(s_id, "hash2"));
    }

    [Fact]
    public void Crash_Added_IsReadBackWithItsInputAfterARestart()
    {
        var crash = Crash(1);
        Open().Add(s_id, crash);

        Assert.Equal(crash, Assert.Single(Open().Crashes(s_id)));
        using var json = JsonDocument.Parse(Assert.Single(Open().CrashTexts(s_id)));
        Assert.Equal("2026-07-01T12:00:01.000Z", json.RootElement.GetProperty("time").GetString());
        Assert.Equal("{\"n\":1}", json.RootElement.GetProperty("input").GetString());
    }

    [Fact]
    public void Crashes_Many_KeepTheNewestTen()
    {
        var store = Open();
        for (var i = 1; i <= 25; i++)
            store.Add(s_id, Crash(i));

        Assert.Equal(Enumerable.Range(16, 10).Reverse().Select(i => (ulong)i), store.Crashes(s_id).Select(crash => crash.Fuel));
    }

    [Fact]
    public void Crashes_InQuickSuccession_AreWrittenEveryTenMinutesAndAtTheEnd()
    {
        var store = Open();
        store.Add(s_id, Crash(1));
        store.Add(s_id, Crash(2));
        Assert.Single(Open().Crashes(s_id));

        _time.Advance(TimeSpan.FromMinutes(10));
        store.Add(s_id, Crash(3));
        Assert.Equal(3, Open().Crashes(s_id).Count);

        store.Add(s_id, Crash(4));
        store.Flush();
        Assert.Equal(4, Open().Crashes(s_id).Count);
    }

    [Fact]
    public void Crash_HugeInput_IsCutAndNotInTheMiddleOfACharacter()
    {
        var input = new string('x', CrashRecord.LongestInput - 1) + "😀" + new string('y', 100_000);
        Open().Add(s_id, Crash(1) with { Input = input, Message = new string('m', 5000) });

        var crash = Assert.Single(Open().Crashes(s_id));
        Assert.Equal(new string('x', CrashRecord.LongestInput - 1), crash.Input);
        Assert.Equal(1024, crash.Message.Length);
    }

    [Fact]
    public void File_Broken_IsForgotten()
    {
        _folder.Write("plugin-config-data/.crashes/_a_b.json", "{\"disabledModule\":7}");

        Assert.False(Open().IsDisabled(s_id, "7"));
        Assert.Empty(Open().Crashes(s_id));
    }

    CrashStore Open() => new(new PluginPaths(_folder.Path), _time);

    static CrashRecord Crash(int number) => new(
        new DateTimeOffset(2026, 7, 1, 12, 0, number, TimeSpan.Zero), "1.0.0", "delta_handler", "unreachable", "reached an unreachable instruction",
        (ulong)number, $$"""{"n":{{number}}}""");
}
