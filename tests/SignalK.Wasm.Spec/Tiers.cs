using System.Text.Json;

namespace SignalK.Wasm.Spec;

/// <summary>
/// The feature level that each module of the official suite needs, and the commands of older modules that act on state of
/// newer ones.
/// </summary>
sealed class Tiers
{
    public const string Base = "2.0", Simd = "2.0-simd", Newer = "3.0", Other = "other", Invalid = "invalid", Suite = "SUITE";

    readonly Dictionary<string, string> _modules = new(StringComparer.Ordinal);
    readonly HashSet<(string Folder, int Line)> _needNewer = [];

    Tiers() { }

    /// <summary>For a suite without levels: everything counts as <see cref="Suite"/>.</summary>
    public static Tiers None { get; } = new();

    public static Tiers Read(string folder)
    {
        Tiers tiers = new();
        using var levels = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "tiers.json")));
        foreach (var file in levels.RootElement.EnumerateObject())
        {
            foreach (var module in file.Value.EnumerateObject())
                tiers._modules[module.Name] = module.Value.GetString()!;
        }
        using var newer = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "needs-3.0.json")));
        foreach (var file in newer.RootElement.EnumerateObject())
        {
            foreach (var line in file.Value.EnumerateArray())
                tiers._needNewer.Add((file.Name, line.GetInt32()));
        }
        return tiers;
    }

    public bool HasLevels => _modules.Count > 0;

    public string Of(string module) => HasLevels ? _modules.GetValueOrDefault(Path.GetFileName(module), Other) : Suite;

    public string Of(string moduleTier, string folder, int line) => _needNewer.Contains((folder, line)) ? Newer : moduleTier;
}
