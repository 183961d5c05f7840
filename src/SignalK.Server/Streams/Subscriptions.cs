using SignalK.Core.Fanout;

namespace SignalK.Server.Streams;

/// <summary>The subscription rules of one client, newest first, as its messages change them.</summary>
internal sealed class Subscriptions(StreamSession session, int maxRules)
{
    private readonly List<FeedRule> _rules = [];
    private bool _queryTaken;

    /// <summary>Takes a message with <c>subscribe</c> or <c>unsubscribe</c>.</summary>
    /// <returns>What is wrong with it; null when it was taken.</returns>
    public string? Apply(SubscriptionMessage message)
    {
        TakeQuery();
        if (message.Error is { } error)
        {
            return error;
        }

        foreach (var row in message.Unsubscribe)
        {
            Remove(message.Context, row.Path);
        }

        var added = new List<FeedRule>();
        foreach (var row in message.Subscribe)
        {
            var rule = row.RuleFor(message.Context);
            _rules.RemoveAll(r => r.Context == rule.Context && r.Path == rule.Path);
            added.Add(rule);
        }

        if (message.AnnounceNewPaths)
        {
            // Every path of the context once: a period so long that only the first value of each comes in time.
            var announce = new FeedRule(message.Context, PathPattern.All, FeedPolicy.Instant, default, TimeSpan.FromDays(3650));
            _rules.RemoveAll(r => r.Context == announce.Context && r.Path == announce.Path);
            _rules.Add(announce);
            if (!added.Contains(announce))
            {
                added.Add(announce);
            }
        }

        if (_rules.Count + added.Count > maxRules)
        {
            return $"more than {maxRules} subscriptions";
        }

        _rules.InsertRange(0, added.Where(r => !_rules.Contains(r)));
        session.Subscribe([.. _rules], added);
        return null;
    }

    private void TakeQuery()
    {
        if (!_queryTaken)
        {
            _queryTaken = true;
            _rules.AddRange(session.Query.Rules);
        }
    }

    // What was subscribed in these words, or in narrower ones, goes; a part of something wider is taken out of it.
    private void Remove(ContextPattern context, PathPattern path)
    {
        _rules.RemoveAll(r => (context.Text == "*" || context == r.Context) && path.Matches(r.Path.Text));
        if (path.Text != "*" && _rules.Any(r => r.Policy != FeedPolicy.Excluded && Overlaps(r.Path, path)))
        {
            _rules.Insert(0, new FeedRule(context, path, FeedPolicy.Excluded));
        }
    }

    private static bool Overlaps(PathPattern wider, PathPattern path) => wider.Matches(path.Text);
}
