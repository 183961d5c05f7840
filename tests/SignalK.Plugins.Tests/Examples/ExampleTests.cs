using System.Text;
using System.Text.Json;
using SignalK.Core.Model;
using SignalK.Core.Requests;
using SignalK.Core.Security;
using SignalK.Plugins.Running;
using SignalK.Plugins.Tests.Hosting;
using SignalK.Plugins.Tests.Sdk;
using SignalK.TestKit;

namespace SignalK.Plugins.Tests.Examples;

/// <summary>A boat with one of the example plugins, as <c>make plugins</c> builds it, in the whole host.</summary>
public abstract class ExampleTests
{
    internal static async Task<Boat> StartAsync(string example, string configuration = "{}", Func<PluginGrant, PluginDevices>? devices = null)
    {
        var boat = new Boat { Devices = devices ?? (static _ => PluginDevices.None) };
        boat.Install(Built.Example(example), configuration);
        await boat.StartAsync();
        await boat.UntilAsync(Id(example), PluginState.Running);
        return boat;
    }

    internal static string Id(string example) => "signalk-example-" + example;

    /// <summary>Lets seconds pass, each of which is a call of <c>poll</c>, until it is so.</summary>
    internal static Task TickUntil(Boat boat, Func<bool> condition, Func<string>? otherwise = null) => Eventually.Is(
        () =>
        {
            if (condition())
                return true;
            boat.Time.Advance(TimeSpan.FromSeconds(1));
            return condition();
        },
        () => $"{otherwise?.Invoke()}\n{boat.Log}");

    internal static async Task<JsonElement> AskAsync(Boat boat, string example, string method, string path, string body = "{}")
    {
        var endpoint = boat.Host.FindEndpoint(Id(example), method, path);
        Assert.NotNull(endpoint);
        var parameters = "{" + string.Join(',', endpoint.Parameters.Select(parameter => $"\"{parameter.Key}\":\"{parameter.Value}\"")) + "}";
        var request = $$"""{"method":"{{method}}","path":"{{path}}","query":{},"params":{{parameters}},"body":{{body}},"headers":{} }""";
        var answer = await endpoint.Calls.AskAsync(endpoint.Handler, Encoding.UTF8.GetBytes(request), AskShape.Http);
        Assert.True(answer.IsAnswered, $"{answer.Fault}\n{boat.Log}");
        return JsonDocument.Parse(answer.Body).RootElement;
    }

    internal static async Task<RequestStatus> PutAsync(Boat boat, string path, SkValue value)
    {
        var request = boat.Handlers.Submit(new PutCommand(boat.Hub.Options.Self, SkPath.Of(path), value, null, Principal.Server))!;
        await Eventually.Is(() => request.IsCompleted, () => "the answer");
        return request.Status;
    }

    internal static double Number(Boat boat, string path) => boat.Value(path)?.Number ?? double.NaN;
}
