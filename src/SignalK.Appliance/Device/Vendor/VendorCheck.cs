using System.Globalization;
using SignalK.Appliance.Configuration;
using SignalK.Appliance.Device.Jsonc;
using SignalK.Plugins.Limits;
using SignalK.Plugins.Packages;
using SignalK.Plugins.Packages.Install;

namespace SignalK.Appliance.Device.Vendor;

/// <summary><c>signalk device vendor-check DIR</c>: all that can be wrong in a folder of <c>image/vendor</c>, before an image is built of it.</summary>
sealed class VendorCheck(string folder)
{
    const long LargestLogo = 128 * 1024;

    readonly List<Mistake> _mistakes = [];

    /// <returns>The mistakes; none: an image can be built.</returns>
    public async Task<IReadOnlyList<Mistake>> RunAsync(CancellationToken cancel)
    {
        if (!File.Exists(In(VendorKit.InfoFile)))
            Wrong(VendorKit.InfoFile, "", "is not there: copy the one of image/vendor/EXAMPLE");
        var info = VendorKit.Read(In(VendorKit.InfoFile), VendorKit.InfoFile, VendorReader.Read, _mistakes);
        if (info?.Logo is { } logo)
            CheckLogo(logo);
        if (info is not null)
            CheckColours(info);
        foreach (var board in Entries("boards", Directory.EnumerateDirectories))
        {
            var name = $"boards/{Path.GetFileName(board)}/{VendorKit.BoardFile}";
            VendorKit.Read(In(name), name, (node, mistakes) => BoardReader.Read(node, Overlays(board), mistakes), _mistakes);
        }
        await CheckPluginsAsync(info, cancel);
        if (Directory.Exists(In("config")))
            CheckConfiguration();
        CheckSecrets();
        return _mistakes;
    }

    /// <summary>The image's, beside this folder in the repository, and the board's own.</summary>
    string[]? Overlays(string board)
    {
        var sources = In("../../kernel/overlays");
        var own = Path.Combine(board, "overlays");
        return !Directory.Exists(sources) ? null
            : [.. Directory.EnumerateFiles(sources, "*.dts").Concat(Directory.Exists(own) ? Directory.EnumerateFiles(own, "*.dtbo") : []).Select(file => Path.GetFileNameWithoutExtension(file))];
    }

    // What is read in the sun; the grounds are those of the page.
    void CheckColours(VendorInfo info)
    {
        foreach (var (key, colour, ground, way) in (IEnumerable<(string, string?, string, string)>)[("accent", info.Accent, "#eef3f6", "darker"), ("accentDark", info.AccentDark ?? info.Accent, "#07151e", "lighter")])
        {
            if (colour is not null && Contrast.Of(colour, ground) is var contrast and < Contrast.Least)
                Wrong(VendorKit.InfoFile, $"colours.{key}", string.Create(CultureInfo.InvariantCulture, $"{colour} can hardly be read on {ground} (contrast {contrast:0.0}, {Contrast.Least} at the least): take a {way} one"));
        }
    }

    void CheckLogo(string logo)
    {
        if (!File.Exists(In(logo)))
            Wrong(VendorKit.InfoFile, "logo", $"there is no {logo} beside it");
        else if (new FileInfo(In(logo)).Length > LargestLogo)
            Wrong(logo, "", $"is larger than {LargestLogo / 1024} KB: it goes to every phone on board");
        else if (!LooksLikeAPicture(File.ReadAllBytes(In(logo)), Path.GetExtension(logo)))
            Wrong(logo, "", logo.EndsWith(".svg", StringComparison.Ordinal) ? "is no SVG picture: it has no <svg" : "is no PNG picture");
    }

    static bool LooksLikeAPicture(ReadOnlySpan<byte> picture, string kind) =>
        kind == ".svg" ? picture.IndexOf("<svg"u8) >= 0 : picture.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']);

    async Task CheckPluginsAsync(VendorInfo? info, CancellationToken cancel)
    {
        List<string> names = [];
        foreach (var path in Entries(VendorKit.PluginFolder, Directory.EnumerateFiles))
        {
            var file = $"{VendorKit.PluginFolder}/{Path.GetFileName(path)}";
            if (!file.EndsWith(".tgz", StringComparison.Ordinal))
            {
                Wrong(file, "", "is no package: npm pack makes a .tgz");
                continue;
            }
            try
            {
                await using var package = File.OpenRead(path);
                var (name, faults) = await PackageInstaller.InspectAsync(package, InstallOptions.Default, Look, cancel);
                foreach (var fault in faults)
                    Wrong(file, "", fault);
                if (name is not null && names.Contains(name))
                    Wrong(file, "", $"there is another package of {name}");
                else if (name is not null)
                    names.Add(name);
            }
            catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                Wrong(file, "", e.Message);
            }
        }
        foreach (var name in info?.Plugins.Keys.Except(names) ?? [])
            Wrong(VendorKit.InfoFile, $"plugins.{name}", names.Count == 0 ? "there is no package in plugins/" : $"no package of that name is in plugins/; there are {string.Join(", ", names)}");
    }

    static (string? Name, IReadOnlyList<string> Faults) Look(string directory)
    {
        if (PackageReader.TryRead(directory, out var faults) is not { } package)
            return (null, [.. faults.Select(fault => fault.ToString())]);
        if (!package.Manifest.IsPlugin || package.WasmPath is null)
            return (package.Manifest.Name, package.Faults.Count > 0 ? [.. package.Faults.Select(fault => fault.ToString())] : ["is no WebAssembly plugin"]);
        var report = ModuleReport.OfFile(package.WasmPath, PluginLimits.Default.ForCalls);
        return (package.Manifest.Name, report.Fault is { } fault ? [fault] : []);
    }

    void CheckConfiguration()
    {
        foreach (var fault in Configuration.Configuration.Load(new ConfigPaths(In("config")), new Overrides(), readOnly: true).Faults)
            Wrong($"config/{fault.File}", fault.Path, fault.Reason);
    }

    // Once it is in a repository it is everybody's.
    void CheckSecrets()
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length < 64 * 1024))
        {
            if (File.ReadAllBytes(file).AsSpan().IndexOf("PRIVATE KEY-----"u8) >= 0)
                Wrong(Path.GetRelativePath(folder, file), "", "holds a private key, which must never lie here: keep it elsewhere and name it with SIGNING_KEY");
        }
    }

    IEnumerable<string> Entries(string name, Func<string, IEnumerable<string>> list) => Directory.Exists(In(name)) ? list(In(name)).Order(StringComparer.Ordinal) : [];

    void Wrong(string file, string key, string message) => _mistakes.Add(new Mistake(file, 0, 0, key, message));

    string In(string name) => Path.Combine(folder, name);
}
