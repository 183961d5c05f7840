using SignalK.Core.Model;
using SignalK.Core.Security;

namespace SignalK.Core.Requests;

/// <summary>A wish to set or remove a value.</summary>
/// <param name="Context">The full name, never <c>vessels.self</c>.</param>
/// <param name="Path">Within the context.</param>
/// <param name="Value">Null for a removal.</param>
/// <param name="Source">Which of several devices is meant; null when the client did not say.</param>
/// <param name="Principal">Who wishes it.</param>
public sealed record PutCommand(string Context, SkPath Path, SkValue Value, string? Source, Principal Principal)
{
    public bool IsDelete { get; init; }
}

/// <summary>Carries out a command.</summary>
/// <param name="command">What to do; its principal has the access that the handler was registered with.</param>
/// <param name="request">To report progress on; the returned status completes it.</param>
/// <returns>When this is not complete at once, the client is told PENDING first. An exception becomes status 500.</returns>
public delegate ValueTask<RequestStatus> PutHandler(PutCommand command, SkRequest request);
