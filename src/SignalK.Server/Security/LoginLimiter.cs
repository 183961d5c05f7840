using System.Net;

namespace SignalK.Server.Security;

/// <summary>At most so many attempts per address and window, as upstream limits them. Thread-safe; bounded.</summary>
internal sealed class LoginLimiter(TimeProvider time)
{
    public const int Attempts = 100;

    // Above it the oldest window gives way: somebody with a thousand addresses is slowed by the hashing itself.
    private const int MaxAddresses = 1_024;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, (long Since, int Count)> _windows = [];

    public static TimeSpan Window { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Counts an attempt; false when there were too many.</summary>
    public bool TryEnter(IPAddress address)
    {
        var now = time.GetTimestamp();
        lock (_gate)
        {
            if (!_windows.TryGetValue(address, out var window) || time.GetElapsedTime(window.Since, now) >= Window)
            {
                if (_windows.Count >= MaxAddresses)
                {
                    _windows.Remove(_windows.MinBy(w => w.Value.Since).Key);
                }

                window = (now, 0);
            }

            _windows[address] = (window.Since, window.Count + 1);
            return window.Count < Attempts;
        }
    }
}
