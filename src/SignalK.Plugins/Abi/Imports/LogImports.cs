using System.Globalization;
using System.Text;
using SignalK.Wasm;

namespace SignalK.Plugins.Abi;

/// <summary>What AssemblyScript's runtime and its bindings say: <c>abort</c>, <c>trace</c>, <c>console</c>.</summary>
internal static class LogImports
{
    const int MaxTraceNumbers = 5;

    public static IEnumerable<KeyValuePair<string, GuestImport>> All { get; } =
    [
        new("abort", Abort),
        new("trace", Trace),
        new("console.log", (in call) => Say(call, GuestLogLevel.Information)),
        new("console.info", (in call) => Say(call, GuestLogLevel.Information)),
        new("console.debug", (in call) => Say(call, GuestLogLevel.Debug)),
        new("console.warn", (in call) => Say(call, GuestLogLevel.Warning)),
        new("console.error", (in call) => Say(call, GuestLogLevel.Error)),
        new("console.assert", (in call) =>
            call.I32(0) != 0 ? 0 : Write(call, GuestLogLevel.Error, $"assertion failed: {call.String(1)}")),
        new("process.exit", (in call) => throw WasmTrapException.Exit(call.I32(0))),
    ];

    /// <summary>(message, file, line, column): upstream goes on, and AssemblyScript runs into its <c>unreachable</c> at once.</summary>
    static double Abort(in ImportCall call)
    {
        var text = $"abort: {call.String(0) ?? "(no message)"} in {call.String(1) ?? "(no file)"}({call.U32(2)}:{call.U32(3)})";
        Write(call, GuestLogLevel.Error, text);
        throw new WasmTrapException(WasmTrap.Unreachable, text);
    }

    /// <summary>(message, count, five numbers).</summary>
    static double Trace(in ImportCall call)
    {
        StringBuilder text = new(call.String(0));
        for (var i = 0; i < Math.Clamp(call.I32(1), 0, MaxTraceNumbers); i++)
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? " " : ", ")}{call.F64(2 + i)}");
        return Write(call, GuestLogLevel.Debug, text.ToString());
    }

    /// <summary>A string of AssemblyScript's; UTF-8 where the module declares pointer and length, as upstream reads it.</summary>
    static double Say(in ImportCall call, GuestLogLevel level)
    {
        if (call.Count < 2)
            return call.String(0) is { } text ? Write(call, level, text) : 0;
        if (call.TryBytes(0, out var bytes))
            call.Host.Log(level, bytes);
        return 0;
    }

    static double Write(in ImportCall call, GuestLogLevel level, string text)
    {
        call.Host.Log(level, Encoding.UTF8.GetBytes(text));
        return 0;
    }
}
