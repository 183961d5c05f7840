namespace SignalK.Wasm.Wasi;

/// <summary>What a guest finds: nothing but a clock and random bytes by default.</summary>
public sealed record WasiOptions
{
    /// <summary>argv, the program's own name first. A NUL in one is an error.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>Descriptors 3, 4, ... in this order.</summary>
    public IReadOnlyList<WasiPreopen> Preopens { get; init; } = [];

    public WasiInput Input { get; init; } = WasiInput.Empty;

    public WasiOutput Output { get; init; } = WasiOutput.Discard;

    public WasiOutput Error { get; init; } = WasiOutput.Discard;

    /// <summary>The clock of realtime, monotonic and CPU time, and of every wait.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Fills with random bytes; the operating system's generator by default.</summary>
    public WasiRandom? Random { get; init; }

    /// <summary>How long a call of the guest may wait for the medium (fsync) beyond its own deadline.</summary>
    public TimeSpan SyncTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Open descriptors, standard streams and preopens included; what programs usually get is 1024.</summary>
    public int MaxDescriptors { get; init; } = 256;
}

/// <param name="HostPath">A directory of the host's, opened once.</param>
/// <param name="GuestPath">The name by which the guest finds it: <c>/</c> as a rule.</param>
public sealed record WasiPreopen(string HostPath, string GuestPath)
{
    /// <summary>Whatever would change it ends with EROFS.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>
    /// A file is on the medium before it gets another name, so that a power cut leaves what it replaces, or all of it. ext4 promises
    /// that to nobody who does not sync (with <c>dioread_nolock</c>, its default, the file may be empty), and few programs do.
    /// </summary>
    public bool SyncsRenames { get; init; }

    /// <summary>Null is without bounds.</summary>
    public WasiQuota? Quota { get; init; }
}

public delegate void WasiRandom(Span<byte> buffer);
