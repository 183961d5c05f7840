namespace SignalK.Wasm;

public enum WasmRefusalKind : byte
{
    /// <summary>Malformed or not valid by the specification.</summary>
    Invalid,

    /// <summary>An import is unknown or has another type.</summary>
    Link,

    /// <summary>Valid, but beyond a limit of ours.</summary>
    Limit,
}

/// <summary>Why a module was not loaded or an instance not made. Nothing of the guest has run.</summary>
/// <param name="Reason">One clear sentence without kind, offset or figures.</param>
/// <param name="Offset">Where in the module's bytes, for <see cref="WasmRefusalKind.Invalid"/> and where known.</param>
/// <param name="Figure">What the module asks for, for <see cref="WasmRefusalKind.Limit"/>.</param>
/// <param name="Cap">What it may have.</param>
public sealed record WasmRefusal(
    WasmRefusalKind Kind, string Reason, long? Offset = null, ulong? Figure = null, ulong? Cap = null)
{
    /// <summary>The module is in order, its compilation was not: another engine may still run it.</summary>
    internal bool CompilationFailed { get; init; }

    public static WasmRefusal Invalid(string reason, long? offset = null) => new(WasmRefusalKind.Invalid, reason, offset);

    public static WasmRefusal Link(string reason) => new(WasmRefusalKind.Link, reason);

    public static WasmRefusal Limit(string reason, ulong figure, ulong cap, long? offset = null) =>
        new(WasmRefusalKind.Limit, reason, offset, figure, cap);

    /// <summary><c>limit: too many globals (1001, at most 1000) at byte 57</c></summary>
    public override string ToString()
    {
        var kind = Kind switch { WasmRefusalKind.Invalid => "invalid", WasmRefusalKind.Link => "link", _ => "limit" };
        var figure = Figure is { } asked ? Cap is { } cap ? $" ({asked}, at most {cap})" : $" ({asked})" : "";
        return $"{kind}: {Reason}{figure}{(Offset is { } at ? $" at byte {at}" : "")}";
    }
}
