using System.Diagnostics.CodeAnalysis;

namespace SignalK.Wasm;

/// <summary>The setting <c>engine</c>.</summary>
public enum WasmEnginePreference
{
    /// <summary>Wasmtime where it loads and can compile a function, else the managed engine.</summary>
    Auto,
    Managed,
    Wasmtime,
}

public static class WasmEnginePreferences
{
    /// <summary>Reads <c>auto</c>, <c>managed</c> or <c>wasmtime</c>; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out WasmEnginePreference preference)
    {
        (var known, preference) = text switch
        {
            "auto" => (true, WasmEnginePreference.Auto),
            "managed" => (true, WasmEnginePreference.Managed),
            "wasmtime" => (true, WasmEnginePreference.Wasmtime),
            _ => (false, default),
        };
        return known;
    }

    public static string ToText(this WasmEnginePreference preference) => preference switch
    {
        WasmEnginePreference.Managed => "managed",
        WasmEnginePreference.Wasmtime => "wasmtime",
        _ => "auto",
    };
}
