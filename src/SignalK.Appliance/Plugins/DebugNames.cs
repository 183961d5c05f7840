using SignalK.Core.Fanout;

namespace SignalK.Appliance.Plugins;

/// <summary>
/// Whose debug lines were asked for, in the form that Node programs know: names with <c>*</c> between commas or spaces, and a <c>-</c>
/// before what is left out. <c>DEBUG=signalk:wasm:*,-signalk:wasm:chatty</c>
/// </summary>
sealed class DebugNames
{
    readonly List<PathPattern> _shown = [];
    readonly List<PathPattern> _hidden = [];

    DebugNames()
    {
    }

    public static DebugNames From(string? text)
    {
        DebugNames names = new();
        foreach (var name in (text ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (name[0] == '-')
                names._hidden.Add(new PathPattern(name[1..]));
            else
                names._shown.Add(new PathPattern(name));
        }
        return names;
    }

    public bool Covers(string name) => _shown.Any(pattern => pattern.Matches(name)) && !_hidden.Any(pattern => pattern.Matches(name));
}
