namespace SignalK.Wasm.Tests.Torture;

/// <summary>Modules that mean harm, each on every engine: contained, with the right outcome, and the engine works on.</summary>
public abstract class TortureTests
{
    public static TheoryData<string> AllEngines => Engines.All;

    /// <summary>Without an end to fuel or time, so that only the limit under test can end the call.</summary>
    private protected static WasmLimits Endless { get; } =
        WasmLimits.Default with { Fuel = WasmLimits.UnlimitedFuel, Deadline = Timeout.InfiniteTimeSpan };

    private protected static Code Forever() => new Code().Loop().Br(0).End();

    /// <summary>The host is unharmed: another guest of the same engine does its sum.</summary>
    private protected static void AssertWorks(string engine)
    {
        ModuleBuilder module = new();
        module.Function(Signature.Parse("ii:i"), new Code().LocalGet(0).LocalGet(1).Op(0x6A), "add");
        using var guest = Guest.Create(engine, module);
        Assert.True(guest.Call("add", out var sum, 40, 2).Returned);
        Assert.Equal(42, sum.I32);
    }

    private protected static void AssertTrap(WasmTrap expected, WasmOutcome outcome) =>
        Assert.True(expected == outcome.Trap, $"expected {expected.ToText()}, got {outcome}");
}
