using SignalK.Core.Fanout;

namespace SignalK.Plugins.Capabilities;

/// <summary>One entry of a scope's list.</summary>
/// <param name="Text">As it is written.</param>
public abstract record ScopeRule(string Text)
{
    /// <summary>Longer than any path, host or device that is meant.</summary>
    public const int LongestText = 256;

    public abstract bool Covers(string name, int port);

    public sealed override string ToString() => Text;

    /// <summary>Reads one entry.</summary>
    /// <returns>Null with a reason when it is none of that kind.</returns>
    public static ScopeRule? TryParse(ScopeKind kind, string text, out string reason)
    {
        reason = "";
        if (text.Length is 0 or > LongestText || text.Any(char.IsControl))
        {
            reason = $"expected 1 to {LongestText} printable characters";
            return null;
        }
        switch (kind)
        {
            case ScopeKind.Names:
                return new NameRule(text);
            case ScopeKind.Endpoints:
                return EndpointRule.TryParse(text, out reason);
            case ScopeKind.Devices:
                return DeviceRule.TryParse(text, out reason);
            default:
                reason = "is all or nothing and takes no list";
                return null;
        }
    }
}

/// <summary>Paths or events; <c>*</c> stands for any characters.</summary>
public sealed record NameRule(string Text) : ScopeRule(Text)
{
    readonly PathPattern _pattern = new(Text);

    public override bool Covers(string name, int port) => _pattern.Matches(name);
}
