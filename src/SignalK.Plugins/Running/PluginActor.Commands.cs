using SignalK.Plugins.Packages;

namespace SignalK.Plugins.Running;

internal sealed partial class PluginActor
{
    private PluginResult Configure(ReadOnlyMemory<byte> change)
    {
        var before = _parts.Configs.Read(Id);
        var written = _parts.Configs.Change(Id, change, out var config);
        if (!written.Ok)
        {
            return new PluginResult(PluginOutcome.BadRequest, written.Error ?? "the configuration could not be saved");
        }

        if (config.Enabled is true && before.Enabled is not true)
        {
            Pardon();
        }

        return Apply(config.Enabled is true, $"Saved configuration for plugin {Id.Derived}");
    }

    private PluginResult Enable()
    {
        var written = _parts.Configs.SetEnabled(Id, true, out _);
        if (!written.Ok)
        {
            return Failed(written.Error ?? "the configuration could not be saved");
        }

        Pardon();
        return State == PluginState.Running ? Done($"{Id} runs already") : Apply(isEnabled: true, $"{Id} runs");
    }

    private PluginResult Disable()
    {
        var written = _parts.Configs.SetEnabled(Id, false, out _);
        return written.Ok ? Apply(isEnabled: false, $"{Id} is stopped") : Failed(written.Error ?? "the configuration could not be saved");
    }

    // Whatever it was, it starts afresh: a configuration half applied to a guest that lived before helps nobody.
    private PluginResult Apply(bool isEnabled, string done)
    {
        if (isEnabled && State == PluginState.Disabled)
        {
            return Failed(_shown.Error!);
        }

        StopGuest();
        if (isEnabled)
        {
            var started = Start();
            return started.Succeeded ? Done(done) : started;
        }

        Silence();
        Unload();
        Show(PluginState.Stopped);
        return Done(done);
    }

    /// <summary>The owner's word, or another version: the crashes before count no longer.</summary>
    private void Pardon()
    {
        _window.Forget();
        _parts.Crashes.Enable(Id);
        ClearCrashNotice();
        if (State == PluginState.Disabled)
        {
            Show(PluginState.Stopped);
        }
    }

    /// <summary>The new module is loaded before the old one stops: what cannot be loaded changes nothing.</summary>
    private PluginResult Reload(PluginPackage package)
    {
        var loaded = LoadModule(package, out var fault);
        if (loaded is null)
        {
            if (_guest is null)
            {
                Volatile.Write(ref _package, package);
                Show(PluginState.Error, fault);
            }

            return Failed(_guest is null ? fault : $"{fault}; the version before goes on");
        }

        var isAnother = _module is not null && _module.Hash != loaded.Hash;
        var enabled = _parts.Configs.Read(Id).Enabled is true;
        StopGuest();
        Unload();
        _module = loaded;
        Volatile.Write(ref _package, package);
        _counters.Reloads++;
        if (isAnother || State == PluginState.Disabled)
        {
            if (_parts.Crashes.IsDisabled(Id, loaded.Hash))
            {
                Unload();
                return Failed(_shown.Error ?? "it was disabled by its crashes");
            }

            Pardon();
        }

        if (!enabled)
        {
            Learn();
            return Done($"{Id} {package.Manifest.Version} is loaded and not enabled");
        }

        var started = Start();
        _mailbox.TrimToReplay();
        return started.Succeeded ? Done($"{Id} {package.Manifest.Version} runs") : started;
    }
}
