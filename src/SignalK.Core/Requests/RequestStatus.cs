using SignalK.Core.Model;

namespace SignalK.Core.Requests;

public enum RequestState : byte
{
    Pending,
    Completed,
}

/// <summary>How far a request has come. Immutable.</summary>
/// <param name="State">Whether more will follow.</param>
/// <param name="StatusCode">As in HTTP: 202 while pending.</param>
/// <param name="Message">For a person; null when there is nothing to add.</param>
public sealed record RequestStatus(RequestState State, int StatusCode, string? Message = null)
{
    public static RequestStatus Pending { get; } = new(RequestState.Pending, 202);

    public static RequestStatus Done { get; } = new(RequestState.Completed, 200);

    /// <summary>0 to 1; null when the handler does not say.</summary>
    public double? PercentComplete { get; init; }

    /// <summary>What the handler gave back.</summary>
    public SkValue? Data { get; init; }

    public static RequestStatus Failed(int statusCode, string message) => new(RequestState.Completed, statusCode, message);
}
