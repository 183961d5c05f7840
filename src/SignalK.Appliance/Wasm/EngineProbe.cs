using System.CommandLine;
using System.Diagnostics;
using SignalK.Server.Health;
using SignalK.Wasm;

namespace SignalK.Appliance.Wasm;

/// <summary>
/// Which engine this machine can have, found out in a child process: Wasmtime once loaded keeps 7 MB, which a boat without
/// plugins need not give, and a library that crashes takes only the child along.
/// </summary>
static class EngineProbe
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary><c>signalk wasm probe PREFERENCE</c>: the child. Prints the engine's name and the reason, a line each.</summary>
    public static Command Create()
    {
        var preference = new Argument<string>("PREFERENCE");
        preference.AcceptOnlyFromAmong("auto", "managed", "wasmtime");
        var command = new Command("probe", "Print which engine would run plugins here, and why.") { preference };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            using var engine = ToolEngines.TryCreate(parsed.GetValue(preference), WasmEngineOptions.Default, out var reason);
            Console.Out.Write($"{engine?.Name ?? EngineStatus.None.Name}\n{reason}\n");
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>Asks a child. One that fails is a reason against Wasmtime.</summary>
    public static async Task<EngineStatus> RunAsync(WasmEnginePreference preference, CancellationToken stop)
    {
        if (preference == WasmEnginePreference.Managed)
            return Select(preference);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(s_patience);
        string failure;
        try
        {
            return await AskAsync(preference, limit.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            failure = $"the process that tries Wasmtime did not answer within {s_patience.TotalSeconds} s";
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            failure = $"the process that tries Wasmtime failed: {error.Message}";
        }
        return preference == WasmEnginePreference.Wasmtime
            ? EngineStatus.None with { Reason = failure }
            : Select(WasmEnginePreference.Managed) with { Reason = $"the managed engine, because {failure}" };
    }

    static EngineStatus Select(WasmEnginePreference preference)
    {
        var (engine, reason) = WasmEngines.Select(preference);
        using (engine)
            return new EngineStatus(engine?.Name ?? EngineStatus.None.Name, reason);
    }

    static async Task<EngineStatus> AskAsync(WasmEnginePreference preference, CancellationToken cancel)
    {
        var arguments = SelfProcess.Arguments("wasm", "probe", preference.ToText());
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath ?? "", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var complaint = child.StandardError.ReadToEndAsync(cancel);
            var lines = (await child.StandardOutput.ReadToEndAsync(cancel)).Split('\n');
            await child.WaitForExitAsync(cancel);
            return child.ExitCode == 0 && lines is [{ Length: > 0 } name, { Length: > 0 } reason, ..]
                ? new EngineStatus(name, reason)
                : throw new InvalidDataException($"status {child.ExitCode} {(await complaint).Split('\n')[0]}".TrimEnd());
        }
        finally
        {
            if (!child.HasExited)
                child.Kill();
        }
    }
}
