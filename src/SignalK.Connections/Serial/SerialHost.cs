namespace SignalK.Connections.Serial;

/// <summary>The machine as far as serial ports go. Another root stands in for it in tests.</summary>
/// <param name="Root">What <c>/dev</c>, <c>/sys</c> and <c>/proc</c> are under.</param>
public sealed record SerialHost(string Root)
{
    public static SerialHost Machine { get; } = new("/");

    internal string Under(string path) => Path.Combine(Root, path.TrimStart('/'));
}
