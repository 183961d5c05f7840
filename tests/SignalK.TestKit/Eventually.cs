using System.Diagnostics;

namespace SignalK.TestKit;

/// <summary>Waits for what another thread or the kernel is about to do; fails with the caller's words when it never does.</summary>
public static class Eventually
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    public static async Task Is(Func<bool> condition, Func<string>? otherwise = null)
    {
        var start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > s_patience)
            {
                throw new TimeoutException(otherwise?.Invoke() ?? "what was expected did not happen");
            }

            await Task.Delay(5);
        }
    }

    public static async Task Is<T>(T expected, Func<T> actual)
    {
        await Is(() => Equals(expected, actual()), () => $"expected {expected}, is {actual()}");
    }
}
