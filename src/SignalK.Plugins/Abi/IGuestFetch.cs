namespace SignalK.Plugins.Abi;

/// <summary>HTTP for one plugin: blocks its thread, within its hosts, sizes and time.</summary>
public interface IGuestFetch
{
    /// <param name="request">As the guest asks.</param>
    /// <param name="cancel">The running call's: its interrupt and its end.</param>
    FetchReply Send(FetchRequest request, CancellationToken cancel);
}

/// <param name="Method">In capitals.</param>
/// <param name="Url">Absolute.</param>
/// <param name="Headers">In the guest's order.</param>
/// <param name="Body">Null for none.</param>
public sealed record FetchRequest(
    string Method, string Url, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[]? Body = null);

/// <param name="Status">Of HTTP; 0 when there was no answer, and then <paramref name="Fault"/> says why.</param>
public sealed record FetchReply(int Status, byte[] Body, string? Fault = null)
{
    public static FetchReply Failed(string fault) => new(0, [], fault);
}
