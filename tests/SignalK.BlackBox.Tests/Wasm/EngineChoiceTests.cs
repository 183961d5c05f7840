namespace SignalK.BlackBox.Tests.Wasm;

/// <summary>The appliance says which engine runs plugins, and why.</summary>
public sealed class EngineChoiceTests : IDisposable
{
    readonly ConfigFolder _config = new();

    public void Dispose() => _config.Dispose();

    [Fact]
    public async Task Health_NoSetting_NamesAnEngineWithItsReason()
    {
        var (name, reason, log) = await EngineAsync();

        Assert.Contains(name, (string[])["managed", "wasmtime"]);
        Assert.Contains(name == "managed" ? "the managed engine, because " : "Wasmtime 4", reason, StringComparison.Ordinal);
        Assert.Contains($"plugins run on {reason}", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_ManagedDemanded_SaysThatTheSettingsSaySo()
    {
        _config.With("settings.json", """{ "wasm": { "engine": "managed" } }""");

        var (name, reason, log) = await EngineAsync();

        Assert.Equal(("managed", "the managed engine, as configured"), (name, reason));
        Assert.Contains("plugins run on the managed engine, as configured", log, StringComparison.Ordinal);
    }

    [WasmtimeFact]
    public async Task Health_WasmtimeDemanded_HasItsVersionAndOrigin()
    {
        _config.With("settings.json", """{ "wasm": { "engine": "wasmtime" } }""");

        var (name, reason, _) = await EngineAsync();

        Assert.Equal("wasmtime", name);
        Assert.Matches("^Wasmtime 4[48] from .+, as configured$", reason);
    }

    [WasmtimeFact]
    public async Task Health_LibraryThatIsNone_IsManagedAndSaysWhy()
    {
        var (name, reason, _) = await EngineAsync(NoLibrary());
        if (IsLinked(reason))
            return;

        Assert.Equal("managed", name);
        Assert.StartsWith("the managed engine, because ", reason, StringComparison.Ordinal);
        Assert.Contains("libwasmtime.so", reason, StringComparison.Ordinal);
    }

    [WasmtimeFact]
    public async Task Health_WasmtimeDemandedAndNotThere_IsAFaultThatTellsWhy()
    {
        _config.With("settings.json", """{ "wasm": { "engine": "wasmtime" } }""");

        var (name, reason, log) = await EngineAsync(NoLibrary());
        if (IsLinked(reason))
            return;

        Assert.Equal("none", name);
        Assert.Contains("libwasmtime.so", reason, StringComparison.Ordinal);
        Assert.Contains($"no plugin can run: {reason}", log, StringComparison.Ordinal);
    }

    (string, string) NoLibrary() => ("SIGNALK_WASMTIME", _config.With("libwasmtime.so", "no library")["libwasmtime.so"]);

    // Such a binary looks for no file, so none can be missing or wrong.
    static bool IsLinked(string reason) => reason.Contains("from the binary", StringComparison.Ordinal);

    async Task<(string Name, string Reason, string Log)> EngineAsync(params (string Name, string Value)[] environment)
    {
        await using var appliance = await ApplianceProcess.StartAsync(_config.Path, environment.ToDictionary(pair => pair.Name, pair => pair.Value));
        var health = await appliance.GetUntilAsync("/skServer/health", health => health["engine"]!["reason"]!.ToString() != "not chosen yet");
        await appliance.StopAsync();
        return (health["engine"]!["name"]!.ToString(), health["engine"]!["reason"]!.ToString(), await appliance.Error);
    }
}
