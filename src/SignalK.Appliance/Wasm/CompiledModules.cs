using SignalK.Wasm.Wasmtime;

namespace SignalK.Appliance.Wasm;

/// <summary>Where compiled modules are kept: native code, so never among what is copied, synced or edited as configuration.</summary>
static class CompiledModules
{
    // Some hundred plugins; the oldest go first.
    const long Capacity = 64 << 20;

    /// <summary>The cache of this machine and user; null, with the reason, when it cannot be trusted or written.</summary>
    public static WasmtimeCache? TryOpen(out string? reason)
    {
        var directory = Directory(Environment.GetEnvironmentVariable, Environment.IsPrivilegedProcess);
        // The key lies beside the directory, not in it: whoever may only place entries cannot sign them.
        return WasmtimeCache.TryOpen(directory, directory + ".key", Capacity, out var cache, out reason) ? cache : null;
    }

    /// <summary>What systemd gives a service, else what the user set, else the system's or the user's usual place.</summary>
    public static string Directory(Func<string, string?> environment, bool system)
    {
        // systemd names several with a colon between; relative names mean nothing (XDG Base Directory Specification).
        if (Rooted(environment("CACHE_DIRECTORY")?.Split(':')[0]) is { } service)
            return Path.Combine(service, "wasm");
        var home = Rooted(environment("HOME"));
        var user = Rooted(environment("XDG_CACHE_HOME")) ?? (system || home is null ? "/var/cache" : Path.Combine(home, ".cache"));
        return Path.Combine(user, "signalk", "wasm");
    }

    static string? Rooted(string? path) => Path.IsPathRooted(path) ? path : null;
}
