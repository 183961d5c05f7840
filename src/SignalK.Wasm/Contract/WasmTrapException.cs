namespace SignalK.Wasm;

/// <summary>
/// Thrown by a host function to end the guest's call with a trap of its choice. Never leaves the library: the engine turns it
/// into the call's <see cref="WasmOutcome"/>. Any other exception becomes <see cref="WasmTrap.HostError"/> with its message.
/// </summary>
public sealed class WasmTrapException : Exception
{
    public WasmTrapException(WasmTrap trap, string? message = null, int exitCode = 0)
        : base(message ?? trap.ToText())
    {
        ArgumentOutOfRangeException.ThrowIfEqual((byte)trap, (byte)WasmTrap.None, nameof(trap));
        Trap = trap;
        Detail = message;
        ExitCode = exitCode;
    }

    public WasmTrap Trap { get; }

    /// <summary>The message as given, null when there was none.</summary>
    public string? Detail { get; }

    public int ExitCode { get; }

    /// <summary>Ends the guest as <c>proc_exit</c> does.</summary>
    public static WasmTrapException Exit(int code) => new(WasmTrap.Exit, null, code);
}
