using System.Runtime.InteropServices;
using SignalK.TestKit;

namespace SignalK.BlackBox.Tests;

/// <summary>A test that needs root; elsewhere it is skipped and says so.</summary>
sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (Environment.UserName != "root")
            Skip = "needs root";
    }
}

/// <summary>A test of what only the published binary has, and that needs root to make a bare root directory for it.</summary>
sealed class PublishedRootFactAttribute : FactAttribute
{
    public PublishedRootFactAttribute()
    {
        if (Environment.UserName != "root")
            Skip = "needs root";
        else if (Environment.GetEnvironmentVariable("SIGNALK_BINARY") is not { Length: > 0 })
            Skip = $"needs the published binary in SIGNALK_BINARY ({RuntimeInformation.RuntimeIdentifier})";
    }
}

/// <summary>A test of Wasmtime; skipped where there is none.</summary>
sealed class WasmtimeFactAttribute : FactAttribute
{
    public WasmtimeFactAttribute()
    {
        if (!Wasm.WasmEngines.Present.Contains("wasmtime"))
            Skip = "needs ../shared/wasmtime beside the repository or SIGNALK_WASMTIME";
    }
}

/// <summary>A test that plays the recordings of real receivers, which lie beside the repository.</summary>
sealed class RecordingsFactAttribute : FactAttribute
{
    public RecordingsFactAttribute()
    {
        if (Recordings.Archive is null)
            Skip = "needs ../shared/fixtures/recordings.tar.xz beside the repository";
    }
}
