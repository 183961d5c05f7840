namespace SignalK.Plugins.Running;

/// <summary>
/// The way into a running plugin for whoever serves others with it (routes, PUT, providers). Calls queue behind each other on
/// the plugin's thread. Thread-safe.
/// </summary>
public interface IPluginCalls
{
    PluginId Id { get; }

    /// <summary>Calls a handler with a text and takes its text.</summary>
    /// <param name="export">Of the guest: <c>resources_get_resource</c>.</param>
    /// <param name="request">UTF-8 JSON; empty for handlers without parameters.</param>
    /// <param name="shape">How the guest takes request and answer.</param>
    /// <param name="cancel">The caller lost interest: what has not begun is not begun.</param>
    Task<GuestAnswer> AskAsync(string export, ReadOnlyMemory<byte> request, AskShape shape, CancellationToken cancel = default);
}

public enum AskShape : byte
{
    /// <summary>Request and answer; answers up to 64 KiB (resources, weather, radars).</summary>
    Provider,

    /// <summary>An HTTP handler: AssemblyScript gets the request's length as well.</summary>
    Http,

    /// <summary>A PUT handler: answers up to 8 KiB.</summary>
    Put,

    /// <summary>No request (<c>radar_get_radars</c> of buffer guests); AssemblyScript gets <c>{}</c>.</summary>
    AnswerOnly,
}

public enum AskOutcome : byte
{
    Answered,

    /// <summary>The guest exports no such function.</summary>
    Missing,

    /// <summary>It trapped or answered with what is no text.</summary>
    Failed,

    /// <summary>Too many calls wait already.</summary>
    Busy,

    /// <summary>The plugin does not run, or stopped before the call's turn came.</summary>
    NotRunning,
}

/// <param name="Body">UTF-8; empty unless answered.</param>
/// <param name="Fault">One clear sentence unless answered.</param>
public sealed record GuestAnswer(AskOutcome Outcome, ReadOnlyMemory<byte> Body, string? Fault = null)
{
    public bool IsAnswered => Outcome == AskOutcome.Answered;
}
