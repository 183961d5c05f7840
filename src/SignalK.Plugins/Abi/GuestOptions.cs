using SignalK.Plugins.Limits;
using SignalK.Wasm;
using SignalK.Wasm.Wasi;

namespace SignalK.Plugins.Abi;

/// <summary>What a guest gets to live in, fixed by the host.</summary>
internal sealed record GuestOptions
{
    /// <summary>The package's name: the guest's <c>PLUGIN_ID</c>.</summary>
    public required string Package { get; init; }

    /// <summary>Memory and the like; fuel and deadline of each call until <see cref="Guest.SetBudget"/> says otherwise.</summary>
    public WasmLimits Limits { get; init; } = WasmLimits.Default;

    /// <summary>Fuel of <c>_start</c> or <c>_initialize</c>; making the instance has <see cref="WasmLimits.InstantiationFuel"/>.</summary>
    public ulong StartFuel { get; init; } = WasmLimits.Default.InstantiationFuel;

    /// <summary>For making the instance, and again for <c>_start</c> or <c>_initialize</c>.</summary>
    public TimeSpan StartDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// What a guest asks of the server beyond this rate it asks slowly; null for no rate. Fuel does not count what the server does for
    /// a guest, and the garbage that it makes in it is collected at everybody's cost.
    /// </summary>
    public RateGate? Pace { get; init; }

    /// <summary>How long the fetches of one call may take in all before its deadline's clock runs on in them.</summary>
    public TimeSpan FetchTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The directory that the guest sees as <c>/</c>; null without storage.</summary>
    public string? Directory { get; init; }

    public WasiQuota? Quota { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the guest's random numbers come from; null is the operating system. For replay.</summary>
    public Random? Random { get; init; }
}
