using System.Diagnostics.CodeAnalysis;
using SignalK.Wasm;
using SignalK.Wasm.Wasi;

namespace SignalK.Plugins.Abi;

internal sealed partial class Guest
{
    /// <summary>
    /// Makes an instance and runs its <c>_start</c> or <c>_initialize</c>, once. False with a <paramref name="fault"/> in one line;
    /// <paramref name="host"/> may have been called by then, as the guest's own code ran.
    /// </summary>
    public static bool TryCreate(
        IWasmModule module, GuestOptions options, IGuestHost host,
        [NotNullWhen(true)] out Guest? guest, [NotNullWhen(false)] out string? fault)
    {
        guest = null;
        if (!GuestFormat.TryDetect(module.Info, out var kind, out fault))
            return false;
        IWasmStore? store = null;
        WasiContext? wasi = null;
        try
        {
            wasi = module.Info.Imports.Any(WasiContext.Owns) ? new WasiContext(WasiFor(options, host)) : null;
            store = module.Engine.CreateStore(options.Limits);
            store.Deadline = options.StartDeadline;
            GuestImports imports = new(host, options, store, wasi);
            var made = store.Instantiate(module, imports.Resolve);
            fault = made.Succeeded ? null : made.ToString();
            if (made.Instance is { } instance)
                guest = Start(instance, kind, options, wasi, imports, out fault);
        }
        catch (Exception error) when (error is ArgumentException or IOException or UnauthorizedAccessException)
        {
            // A limit beyond what the engine reserves, a directory that cannot be opened.
            fault = error.Message;
        }
        if (guest is not null)
            return true;
        store?.Dispose();
        wasi?.Dispose();
        fault ??= "the module could not be started";
        return false;
    }

    static Guest? Start(
        IWasmInstance instance, GuestKind kind, GuestOptions options, WasiContext? wasi, GuestImports imports, out string? fault)
    {
        var store = instance.Store;
        GuestExports exports = new(instance);
        GuestRunner runner = new(store, exports);
        imports.Attach(exports);
        runner.SetBudget(options.StartFuel, options.StartDeadline);
        if ((exports.Find("_start") ?? exports.Find("_initialize")) is { } entry)
        {
            runner.Begin();
            runner.Run(entry, [], out _);
            var outcome = runner.End().Outcome;
            wasi?.Flush();
            // A program that ends with exit(0) leaves an instance that is as good as one that returned.
            if (!outcome.Returned && outcome is not { Trap: WasmTrap.Exit, ExitCode: 0 })
            {
                fault = $"_start or _initialize ended with {outcome}";
                return null;
            }
        }
        runner.SetBudget(options.Limits.Fuel, options.Limits.Deadline);
        GuestConvention convention = kind == GuestKind.AssemblyScript
            ? new AssemblyScriptConvention(exports, runner)
            : new BufferConvention(exports, runner);
        fault = null;
        return new Guest(store, wasi, exports, runner, convention, imports);
    }

    static WasiOptions WasiFor(GuestOptions options, IGuestHost host) => new()
    {
        Environment = [new("PLUGIN_ID", options.Package)],
        Preopens = options.Directory is { } directory ? [new WasiPreopen(directory, "/") { Quota = options.Quota, SyncsRenames = true }] : [],
        Output = WasiOutput.Lines((line, _) => host.Log(GuestLogLevel.Information, line)),
        Error = WasiOutput.Lines((line, _) => host.Log(GuestLogLevel.Warning, line)),
        Time = options.Time,
        Random = options.Random is { } random ? random.NextBytes : null,
    };
}
