using SignalK.Appliance.Device.Update;

namespace SignalK.Appliance.Tests.Device.Update;

/// <summary>Bundles by what they shall do; remembers what was asked.</summary>
sealed class FakeRauc : IRauc
{
    public BundleInfo Info { get; set; } = new("signalk-appliance-pc", "1.1.0");

    /// <summary>Thrown where the bundle is looked at.</summary>
    public string? Distrust { get; set; }

    /// <summary>Thrown while it is written.</summary>
    public string? Break { get; set; }

    public string? NoCommit { get; set; }

    public List<string> Calls { get; } = [];

    public Action OnProgress { get; set; } = () => { };

    public Task<BundleInfo> InspectAsync(string bundle, CancellationToken cancel) =>
        Distrust is null ? Task.FromResult(Info) : throw new UpdateException(Distrust);

    public Task InstallAsync(string bundle, Action<int> progress, CancellationToken cancel)
    {
        Calls.Add("install");
        progress(40);
        OnProgress();
        return Break is null ? Task.CompletedTask : throw new UpdateException(Break);
    }

    public Task MarkGoodAsync(CancellationToken cancel)
    {
        Calls.Add("good");
        return NoCommit is null ? Task.CompletedTask : throw new UpdateException(NoCommit);
    }

    public Task ActivateOtherAsync(CancellationToken cancel)
    {
        Calls.Add("other");
        return Task.CompletedTask;
    }
}

sealed class FakeMachine : IMachine
{
    public string? Slot { get; set; } = "A";

    public bool IsTrial { get; set; }

    public string Version { get; set; } = "1.0.0";

    public string? Compatible { get; set; } = "signalk-appliance-pc";

    public string BootId { get; set; } = "first";

    public int Restarts { get; private set; }

    public void Restart() => Restarts++;

    /// <summary>The next start, of that slot; another one than before is on trial.</summary>
    public void Start(string slot, string version) => (IsTrial, Slot, Version, BootId) = (slot != Slot, slot, version, BootId + "+");
}
