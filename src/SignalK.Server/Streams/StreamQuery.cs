using SignalK.Core.Fanout;

namespace SignalK.Server.Streams;

/// <summary>What the query string of a stream asks for.</summary>
/// <param name="Rules">From <c>subscribe=self|all|none</c>; self when it is not given.</param>
/// <param name="SendCachedValues">Whether known values come first.</param>
/// <param name="SendMeta"><c>sendMeta=all</c></param>
/// <param name="AllSources"><c>sourcePolicy=all</c></param>
/// <param name="ServerEvents"><c>serverevents=all</c></param>
internal sealed record StreamQuery(
    IReadOnlyList<FeedRule> Rules, bool SendCachedValues = true, bool SendMeta = false, bool AllSources = false, bool ServerEvents = false)
{
    public static StreamQuery Parse(Func<string, string?> query) => new(
        query("subscribe") switch
        {
            "none" => [],
            "all" => [FeedRule.All],
            _ => [FeedRule.Self],
        },
        query("sendCachedValues") != "false",
        query("sendMeta") == "all",
        query("sourcePolicy") == "all",
        query("serverevents") == "all");
}
