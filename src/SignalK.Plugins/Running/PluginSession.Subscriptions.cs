using System.Text.Json;
using SignalK.Core.Fanout;
using SignalK.Core.Model;
using SignalK.Plugins.Abi;
using SignalK.Plugins.Capabilities;

namespace SignalK.Plugins.Running;

internal sealed partial class PluginSession
{
    private const int MaxRules = 256;

    private readonly List<FeedRule> _rules = [];
    private bool _hasSubscribed;

    /// <summary>Called, on the plugin's thread, when the guest changed what it wants to hear.</summary>
    public Action? Subscribed { get; set; }

    /// <summary>What the guest wants to hear; none: nothing.</summary>
    /// <param name="manifest">What its manifest asks for; the fire-hose when neither says anything.</param>
    public IReadOnlyList<FeedRule> Rules(IReadOnlyList<FeedRule> manifest)
    {
        if (!_grant.Capabilities.Has(Capability.DataRead))
        {
            return [];
        }

        return _hasSubscribed || manifest.Count > 0 ? [.. _rules, .. manifest] : [FeedRule.All];
    }

    /// <summary>The right to read that cuts what it hears; null for all.</summary>
    public IPathRight? ReadRight =>
        _grant.Capabilities.Scopes[Capability.DataRead] is { IsAll: false } scope ? new ScopeRight(scope) : null;

    public bool Subscribe(ReadOnlySpan<byte> json)
    {
        if (!Allows(Capability.DataRead) || !MayChange())
        {
            return false;
        }

        var added = new List<FeedRule>();
        if (!TryRead(json, added, out var fault) || _rules.Count + added.Count > MaxRules)
        {
            Log(GuestLogLevel.Warning, System.Text.Encoding.UTF8.GetBytes($"sk_subscribe: {fault ?? $"more than {MaxRules} paths"}"));
            return false;
        }

        // Said again it counts anew; the newest rule that fits a path decides.
        _rules.RemoveAll(rule => added.Any(a => a.Context == rule.Context && a.Path == rule.Path));
        _rules.InsertRange(0, added);
        _hasSubscribed = true;
        Subscribed?.Invoke();
        return true;
    }

    private static bool TryRead(ReadOnlySpan<byte> json, List<FeedRule> rules, out string? fault)
    {
        fault = null;
        try
        {
            using var document = JsonDocument.Parse(json.ToArray(), new JsonDocumentOptions { MaxDepth = SkJson.MaxDepth });
            var root = document.RootElement;
            var messages = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().ToArray() : [root];
            foreach (var message in messages)
            {
                if (message.ValueKind != JsonValueKind.Object)
                {
                    fault = "expected a subscription message, or an array of them";
                    return false;
                }

                var parsed = SubscriptionMessage.Parse(System.Text.Encoding.UTF8.GetBytes(message.GetRawText()));
                fault = parsed.Error;
                if (fault is not null)
                {
                    return false;
                }

                rules.AddRange(parsed.Subscribe.Select(row => row.RuleFor(parsed.Context)));
            }

            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            fault = e.Message;
            return false;
        }
    }

    private sealed record ScopeRight(Scope Scope) : IPathRight
    {
        public bool Allows(string path) => Scope.Allows(path);
    }
}
