using System.Text;
using SignalK.Plugins.Abi;
using SignalK.Plugins.Network;

namespace SignalK.Plugins.Tests.Network;

public abstract class FetchTestBase
{
    internal static FetchOptions Everywhere => new() { Reach = new NetworkReach((_, _) => true) };

    internal static FetchOptions Only(params (string Host, int Port)[] list) => new() { Reach = new NetworkReach((host, port) => list.Contains((host, port))) };

    internal static FetchReply Get(FetchOptions options, string url, CancellationToken cancel = default)
    {
        using var fetch = new PluginFetch(options);
        return fetch.Send(new FetchRequest("GET", url, []), cancel);
    }

    internal static string Text(FetchReply reply) => Encoding.UTF8.GetString(reply.Body);

    internal static KeyValuePair<string, string> Header(string name, string value) => new(name, value);
}
