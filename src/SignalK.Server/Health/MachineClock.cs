namespace SignalK.Server.Health;

/// <summary>Whether something keeps this machine's clock right.</summary>
/// <param name="Trusted">False after a start without network or fix: dates may be years off.</param>
/// <param name="Source"><c>gps</c> (or another receiver's name in chrony), <c>network</c>, <c>kernel</c> where only the kernel could be asked.</param>
public sealed record ClockStatus(bool Trusted, string Source);

internal static class MachineClock
{
    /// <summary>chrony knows more; and a hardened unit may not ask the kernel, as the call that reads is the one that sets.</summary>
    public static ClockStatus Read() => Chrony.Ask(Chrony.LocalMonitor, TimeSpan.FromMilliseconds(100)) ?? KernelClock.Read();
}
