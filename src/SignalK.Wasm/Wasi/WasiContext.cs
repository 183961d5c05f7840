using SignalK.Wasm.Wasi.Files;

namespace SignalK.Wasm.Wasi;

/// <summary>
/// The system that one guest sees through WASI preview 1, the same under every engine. Belongs to one store, and like it has one
/// caller at a time; dispose it after the store.
/// </summary>
public sealed class WasiContext : IDisposable
{
    const string Snapshot1 = "wasi_snapshot_preview1";
    const string Snapshot0 = "wasi_unstable";

    readonly Mount[] _mounts;

    /// <exception cref="ArgumentException">An argument or a variable cannot be passed on.</exception>
    /// <exception cref="IOException">A preopened directory cannot be opened.</exception>
    public WasiContext(WasiOptions options)
    {
        Options = options;
        Arguments = new StringTable(options.Arguments);
        Environment = new StringTable(options.Environment.Select(StringTable.Join));
        Clock = new WasiClocks(options.Time);
        Medium = new Medium(options.Time, options.SyncTime);
        Descriptors = new DescriptorTable(Math.Max(options.MaxDescriptors, 3 + options.Preopens.Count));
        Descriptors.Add(new InputDescriptor(options.Input));
        Descriptors.Add(new OutputDescriptor(options.Output));
        Descriptors.Add(new OutputDescriptor(options.Error));
        _mounts = new Mount[options.Preopens.Count];
        try
        {
            for (var i = 0; i < _mounts.Length; i++)
            {
                _mounts[i] = new Mount(options.Preopens[i]);
                Descriptors.Add(new DirectoryDescriptor(_mounts[i], options.Preopens[i].GuestPath));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Whether the guest may have changed files or directories; for the host to take back when it has seen to it.</summary>
    public bool HasChanged { get; set; }

    internal WasiOptions Options { get; }

    internal StringTable Arguments { get; }

    internal StringTable Environment { get; }

    internal WasiClocks Clock { get; }

    internal Medium Medium { get; }

    internal DescriptorTable Descriptors { get; }

    /// <summary>Whether an import is of WASI's, whatever its name.</summary>
    public static bool Owns(WasmImportType import) => import.Module is Snapshot1 or Snapshot0;

    /// <summary>
    /// The function that answers an import of preview 1 (also under its older name <c>wasi_unstable</c>); null for anything else and
    /// for a function imported with another type.
    /// </summary>
    public WasmExtern? Resolve(WasmImportType import)
    {
        if (!Owns(import) || WasiFunctions.Find(import.Name) is not { } function || !function.Type.Equals(import.Type)) return null;
        var unstable = import.Module == Snapshot0;
        var handler = function.Handler;
        // proc_exit has no result and never comes back.
        return new WasmHostFunction((host, arguments, results) =>
        {
            var error = (int)handler(new WasiCall(this, host, arguments, unstable));
            if (results.Length > 0) results[0] = error;
        });
    }

    /// <summary>What the guest may take of <see cref="WasiOptions.SyncTime"/> is whole again.</summary>
    public void BeginCall() => Medium.BeginCall();

    /// <summary>Hands over what the guest printed without a newline at its end.</summary>
    public void Flush()
    {
        Options.Output.Flush();
        Options.Error.Flush();
    }

    public void Dispose()
    {
        Descriptors.Dispose();
        foreach (var mount in _mounts) mount?.Dispose();
    }
}
