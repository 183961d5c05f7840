using SignalK.Appliance.Configuration;
using SignalK.Appliance.Device.Owner;
using SignalK.Appliance.Device.Unit;
using SignalK.Appliance.Device.Update;
using SignalK.Appliance.Device.Vendor;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>
/// <c>signalk device apply</c>: what the owner laid on the card takes effect. The order matters: what changes the data
/// partition is durable before a secret is blanked, and everything is done before the result is written.
/// </summary>
sealed class Provisioner(DevicePaths paths, TimeProvider time)
{
    readonly SystemFiles _files = new(paths);
    readonly VendorKit _kit = VendorKit.Load(paths.Vendor);
    readonly ApplyReport _report = new();

    ConfigPaths Config => new(paths.Config);

    public ResultText Apply()
    {
        MakeDirectories();
        var store = new DeviceStateFile(paths.State);
        var before = store.Load(out var fault);
        if (fault is not null)
            _report.Wrong("state.json", "", fault);
        var state = before;
        var user = ServiceUser.OwnerOf(paths.Config, paths.Root);
        if (!BootPart.IsDone(paths))
        {
            state = Try("", state, known => BootPart.Run(paths, _files, user, known, time));
            MakeDirectories();
            // A backup is not restored twice, whatever ends what follows.
            if (store.Save(state) is { Ok: false, Error: var unsaved })
                _report.Wrong("state.json", "", unsaved!);
            TellUpdate();
        }
        state = WithUnitSecrets(state);

        var file = ApplianceFile.Load(paths, _kit);
        state = ApplySettings(file, state, user, out var isKept);
        var tls = new TlsFiles(paths, user, time);
        state = Try("tls", state, tls.Apply);
        state = Try("plugins", state, known => CardPlugins.Apply(paths, _kit.Plugins, user, known));
        var accessPoint = AccessPoint.Of(state.Settings, state);
        ApplySystem(state.Settings, accessPoint);
        tls.Tell(_report);
        if (new UpdateRecordFile(paths).Load().Outcome is { } update)
            _report.Did("the last update", update.Message);
        if (file is not null)
            _report.Add(file.Mistakes);

        var isClaimed = false;
        user.Act(() => isClaimed = AdminAccount.IsClaimed(Config));
        ShowClaim(isClaimed ? null : state.ClaimCode, user);
        if (store.Save(state) is { Ok: false, Error: var error })
            _report.Wrong("state.json", "", error!);
        else if (isKept)
            Blank(file);
        var result = new ResultText { Report = _report, Vendor = _kit.Info, State = state, AccessPoint = accessPoint, IsClaimed = isClaimed, SafeMode = SafeMode() };
        WriteResult(result);
        return result;
    }

    // A card that cannot be read in one place is no reason to leave out the rest.
    DeviceState Try(string file, DeviceState state, Func<DeviceState, DeviceState> step)
    {
        try
        {
            return step(state);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _report.Wrong(file.Length == 0 ? "this start" : file, "", e.Message);
            return state;
        }
    }

    void TellUpdate()
    {
        try
        {
            new UpdateStart(paths, new Machine(paths)).Tell();
        }
        catch (UpdateException e)
        {
            _report.Wrong("the last update", "", e.Message);
        }
    }

    void MakeDirectories()
    {
        Directory.CreateDirectory(paths.Run);
        Directory.CreateDirectory(Path.GetDirectoryName(paths.Device)!);
        Directory.CreateDirectory(paths.Device, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    static DeviceState WithUnitSecrets(DeviceState state) => state with
    {
        AccessPointName = state.AccessPointName ?? UnitSecrets.AccessPointName(),
        AccessPointPassphrase = state.AccessPointPassphrase ?? UnitSecrets.Passphrase(),
        ClaimCode = state.ClaimCode ?? UnitSecrets.ClaimCode(),
    };

    /// <param name="isKept">Whether all of it is durable.</param>
    DeviceState ApplySettings(ApplianceFile? file, DeviceState state, ServiceUser user, out bool isKept)
    {
        var said = file?.Settings is { } settings && (file.HasSecrets || file.Hash != state.Hash) ? settings : null;
        var isGood = true;
        user.Act(() =>
        {
            FirstConfig.Copy(paths.InRoot(FirstConfig.Folder), Config);
            isGood = SettingsStep.Apply(Config, said, state.Ports, _report);
            isGood &= AdminAccount.Apply(Config, said?.Admin ?? state.Settings.Admin, _report);
            isGood &= PluginSwitches.Apply(Config, said?.Plugins, _report);
        });
        isKept = isGood;
        if (said is null)
            return state;
        return state with
        {
            Settings = SettingsMerge.Merge(state.Settings, said, file!.Mistakes.Mistakes),
            Ports = said.Ports?.Select(port => port.Name).ToList() ?? state.Ports,
            // Not remembered, it is tried again at the next start.
            Hash = isGood ? file.Hash : null,
        };
    }

    void ApplySystem(OwnerSettings settings, AccessPoint? accessPoint)
    {
        if (settings.Boat is { } boat)
            _report.Did("boat", $"\"{boat}\"");
        if (settings.Mmsi is { } mmsi)
            _report.Did("mmsi", mmsi);
        TimeZoneFile.Apply(_files, settings.TimeZone, _report);
        NetworkFiles.Apply(_files, settings.Network, settings.Wifi?.Clients.Count > 0, _report);
        WifiFiles.Apply(_files, accessPoint, settings.Wifi, _report);
        foreach (var port in settings.Ports ?? [])
            _report.Did("ports", PortConnections.Describe(port));
        HardwareFiles.Apply(paths, _files, _kit.Board, settings, _report);
        VendorRunFile.Apply(_files, _kit.Info);
        ChannelRunFile.Apply(_files, _kit.Info, settings.Update, _report);
        EngineDropIn.Apply(_files, settings.Engine, _report);
        foreach (var (plugin, isOn) in settings.Plugins ?? new Dictionary<string, bool>())
            _report.Did("plugins", $"{plugin} {(isOn ? "on" : "off")}");
        if (settings.Admin is { } admin)
            _report.Did("admin", $"account \"{admin.User}\"");
    }

    // For the server, which checks it; gone with the claim.
    void ShowClaim(string? code, ServiceUser user)
    {
        if (code is null)
        {
            _files.Remove(ClaimFile);
            return;
        }
        _files.Write(ClaimFile, code + "\n", secret: true);
        user.Give(Path.Combine(paths.Run, ClaimFile));
    }

    public const string ClaimFile = "claim-code";

    void Blank(ApplianceFile? file)
    {
        if (file?.Settings is null)
            return;
        try
        {
            file.BlankSecrets();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _report.Wrong("appliance.json", "", $"its passwords could not be blanked: {e.Message}; remove them yourself");
        }
    }

    string? SafeMode()
    {
        var path = Path.Combine(paths.Run, BootPart.SafeModeFile);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }

    // A file that its owner removed is not made again: nothing here may change a directory of the card.
    void WriteResult(ResultText result)
    {
        _files.Write("RESULT.txt", result.ToString(), secret: true);
        try
        {
            if (new FileInfo(paths.Result) is { Exists: true, Length: > 0 and <= 1024 * 1024 } card)
                InPlaceFile.Overwrite(paths.Result, result.ToBytes((int)card.Length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _report.Wrong("RESULT.txt", "", e.Message);
        }
    }
}
