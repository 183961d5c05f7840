using System.Diagnostics;

namespace SignalK.Browser.Tests;

/// <summary>A package from npm, installed once into artifacts/.</summary>
sealed class NpmPackage
{
    readonly Lazy<string?> _missing;

    NpmPackage(string name, string version)
    {
        Name = name;
        var folder = Repository.Of("artifacts/browser/npm");
        Folder = Path.Combine(folder, "node_modules", name);
        _missing = new(() => File.Exists(Path.Combine(Folder, "package.json")) ? null : Install(folder, $"{name}@{version}"));
    }

    public static NpmPackage InstrumentPanel { get; } = new("@signalk/instrumentpanel", "0.26.0");

    public string Name { get; }

    public string Folder { get; }

    /// <summary>Why it is not there; null when it is.</summary>
    public string? Missing => _missing.Value;

    static string? Install(string folder, string package)
    {
        Directory.CreateDirectory(folder);
        try
        {
            using var npm = Process.Start(new ProcessStartInfo(
                "npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "--omit=optional", "--loglevel=error", package])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var (output, error) = (npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
            if (!npm.WaitForExit(120_000))
                npm.Kill(entireProcessTree: true);
            return npm is { HasExited: true, ExitCode: 0 } ? null : $"npm could not install {package}: {error.Result.Trim()} {output.Result.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return $"needs npm to install {package}";
        }
    }
}
