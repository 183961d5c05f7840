namespace SignalK.Core.Providers;

public enum ProviderOutcome : byte
{
    /// <summary>With JSON.</summary>
    Answered,

    /// <summary>It has nothing to say to that: no such thing, or an empty answer.</summary>
    Nothing,

    /// <summary>It cannot do that at all.</summary>
    Unsupported,

    /// <summary>It said no: the fault is its reason.</summary>
    Refused,

    /// <summary>It broke down over it.</summary>
    Failed,

    /// <summary>Not now: too many wait already, or it is not running.</summary>
    Unavailable,
}

/// <summary>What a provider gave.</summary>
/// <param name="Outcome">What became of the request.</param>
/// <param name="Json">Checked UTF-8 JSON; empty unless answered.</param>
/// <param name="Fault">One clear sentence for the client unless answered.</param>
public sealed record ProviderAnswer(ProviderOutcome Outcome, ReadOnlyMemory<byte> Json, string? Fault = null)
{
    public static ProviderAnswer Nothing { get; } = new(ProviderOutcome.Nothing, default);

    public bool IsAnswered => Outcome == ProviderOutcome.Answered;

    public static ProviderAnswer Of(ReadOnlyMemory<byte> json) => new(ProviderOutcome.Answered, json);

    public static ProviderAnswer Failure(ProviderOutcome outcome, string fault) => new(outcome, default, fault);
}
