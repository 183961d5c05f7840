using SignalK.Appliance.Configuration;
using SignalK.Appliance.Device.Unit;
using SignalK.Plugins;
using SignalK.Plugins.Packages.Install;
using SignalK.Plugins.Settings;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary><c>signalk/plugins/*.tgz</c>: packages that the owner laid on the card, installed once.</summary>
static class CardPlugins
{
    const string Folder = "plugins";
    const int Most = 64;

    public static DeviceState Apply(DevicePaths paths, ShippedPlugins shipped, ServiceUser user, DeviceState state)
    {
        var folder = Path.Combine(paths.Card, Folder);
        if (!Directory.Exists(folder))
            return state;
        foreach (var path in Directory.EnumerateFiles(folder, "*.tgz").Order(StringComparer.Ordinal).Take(Most))
        {
            var name = $"{Folder}/{Path.GetFileName(path)}";
            var print = CardFile.Print(path);
            if (state.Consumed.GetValueOrDefault(name)?.Print == print)
                continue;
            var result = InstallResult.Failed("it was not read");
            using var package = File.OpenRead(path);
            user.Act(() => result = Install(paths.Config, shipped, package));
            state = state.With(name, new ConsumedFile(print, result.Message, !result.Ok));
        }
        return state;
    }

    static InstallResult Install(string config, ShippedPlugins shipped, Stream package)
    {
        var paths = new PluginPaths(config) { Shipped = shipped };
        var policies = new PluginPolicyStore(new ConfigPaths(config), shipped);
        using var installer = new PackageInstaller(paths, new PluginConfigStore(paths), new PluginStorage(paths), policies, new CrashStore(paths, TimeProvider.System));
        return installer.InstallAsync(package, InstallOptions.Default, CancellationToken.None).GetAwaiter().GetResult();
    }
}
