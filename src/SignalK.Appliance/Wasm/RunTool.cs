using System.Diagnostics;
using SignalK.Wasm;
using SignalK.Wasm.Wasi;

namespace SignalK.Appliance.Wasm;

/// <summary>Runs one module, once.</summary>
static class RunTool
{
    // What a shell reports for abort(), and Wasmtime for a trap.
    const int TrapExitCode = 134;

    public static int Run(RunRequest request)
    {
        using var output = Console.OpenStandardOutput();
        using var error = Console.OpenStandardError();
        var report = Run(request, request.Json ? error : output, error);
        if (request.Json)
        {
            report.WriteJson(output);
            report = report with { Results = [] };
        }
        report.WriteText(Console.Out, Console.Error);
        return report.ExitCode;
    }

    static RunReport Run(RunRequest request, Stream output, Stream error)
    {
        byte[] wasm;
        try
        {
            wasm = File.ReadAllBytes(request.File);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new RunReport(ExitCode.Failed, $"{request.File}: {fault.Message}");
        }
        using var engine = ToolEngines.TryCreate(
            request.Engine, new WasmEngineOptions { MemoryBytes = Math.Max(request.MemoryBytes, WasmMemoryType.PageBytes) }, out var reason);
        if (engine is null) return new RunReport(ExitCode.Failed, reason);
        var limits = WasmLimits.Default with
        {
            MemoryBytes = request.MemoryBytes,
            Fuel = request.Fuel ?? WasmLimits.UnlimitedFuel,
            InstantiationFuel = WasmLimits.UnlimitedFuel,
            Deadline = request.Timeout ?? Timeout.InfiniteTimeSpan,
        };
        if (!engine.TryLoad(wasm, limits, out var module, out var refusal))
            return new RunReport(ExitCode.Failed, refusal.ToString()) { Engine = engine.Name };
        using (module)
        {
            if (module.Note is { } note) Console.Error.WriteLine($"signalk: {note}");
            return Run(request, module, limits, output, error) with { Engine = module.Engine.Name };
        }
    }

    static RunReport Run(RunRequest request, IWasmModule module, WasmLimits limits, Stream output, Stream error)
    {
        using var wasi = Wasi(request, output, error, out var reason);
        if (wasi is null) return new RunReport(ExitCode.Failed, reason);
        using var store = module.Engine.CreateStore(limits);
        var made = store.Instantiate(module, wasi.Resolve);
        if (made.Refusal is { } refusal) return new RunReport(ExitCode.Failed, refusal.ToString());
        if (made.Instance is not { } instance) return Ended(made.Outcome);
        // A reactor has to be woken before anything else of it may be called.
        if (request.Function is not (null or "_initialize") && instance.GetFunction("_initialize") is { } initialize)
        {
            var outcome = initialize.Type.Parameters.IsEmpty ? initialize.Call([], new WasmValue[initialize.Type.Results.Length]) : default;
            if (!outcome.Returned) return Ended(outcome);
        }
        var report = Call(request, instance);
        wasi.Flush();
        return report with { MemoryBytes = MemoryBytes(instance) };
    }

    static RunReport Call(RunRequest request, IWasmInstance instance)
    {
        var name = request.Function ?? "_start";
        if (instance.GetFunction(name) is not { } function)
            return new RunReport(ExitCode.WrongUse, $"the module exports no function {name}");
        var type = function.Type;
        var texts = request.Function is null ? [] : request.Arguments;
        if (texts.Count != type.Parameters.Length)
            return new RunReport(ExitCode.WrongUse, $"{name} is a {type}: it takes {type.Parameters.Length} arguments, not {texts.Count}");
        var arguments = new WasmValue[texts.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!ValueText.TryParse(texts[i], type.Parameters[i], out arguments[i]))
                return new RunReport(ExitCode.WrongUse, $"argument {i + 1} of {name} is no {type.Parameters[i].ToText()}: {texts[i]}");
        }
        var results = new WasmValue[type.Results.Length];
        var start = Stopwatch.GetTimestamp();
        var outcome = function.Call(arguments, results);
        var elapsed = Stopwatch.GetElapsedTime(start);
        return Ended(outcome) with
        {
            Elapsed = elapsed,
            Results = outcome.Returned ? [.. type.Results.ToArray().Zip(results)] : [],
        };
    }

    static RunReport Ended(WasmOutcome outcome) => new(outcome.Trap switch
    {
        WasmTrap.None => ExitCode.Success,
        WasmTrap.Exit => outcome.ExitCode,
        _ => TrapExitCode,
    })
    {
        Outcome = outcome,
    };

    static WasiContext? Wasi(RunRequest request, Stream output, Stream error, out string reason)
    {
        reason = "";
        try
        {
            return new WasiContext(new WasiOptions
            {
                Arguments = [Path.GetFileName(request.File), .. request.Function is null ? request.Arguments : []],
                Environment = request.Environment,
                Preopens = request.Folders,
                Input = WasiInput.FromDescriptor(0),
                Output = WasiOutput.To(output),
                Error = WasiOutput.To(error),
            });
        }
        catch (IOException fault)
        {
            reason = fault.Message;
            return null;
        }
    }

    /// <summary>A memory that is not exported cannot be seen from here: what it started with then.</summary>
    static long MemoryBytes(IWasmInstance instance) => instance.Module.Info.Exports
        .Where(export => export.Type.Kind == WasmExternKind.Memory)
        .Select(export => instance.GetMemory(export.Name)?.Length)
        .FirstOrDefault() ?? (instance.Module.Info.Memory?.Minimum ?? 0L) * WasmMemoryType.PageBytes;
}
