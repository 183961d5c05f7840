using System.Text.RegularExpressions;
using SignalK.Plugins.Abi;
using SignalK.Plugins.Running;
using SignalK.Plugins.Tests.Abi;

namespace SignalK.Plugins.Tests.Sdk;

/// <summary>Plugins written against the upstream SDK, compiled against it and against ours: they say the same.</summary>
public sealed partial class CompatibilityTests
{
    static readonly string[] s_files = ["plugin", "api", "network", "resources", "signalk"];

    [CompilersFact]
    public void Symbols_OfUpstream_AreAllOurs()
    {
        Built.Upstream("core-0.28-stub");
        var upstream = Repository.Of("artifacts/assemblyscript/0.28/node_modules/@signalk/assemblyscript-plugin-sdk/assembly");
        var ours = Repository.Of("src/plugin-sdk/assemblyscript/assembly");

        Assert.Equal(s_files.Append("index").Order(), Directory.GetFiles(upstream, "*.ts").Select(file => Path.GetFileNameWithoutExtension(file)).Order());
        Assert.All(s_files, file =>
        {
            var wanted = Symbols(Path.Combine(upstream, file + ".ts"));
            Assert.NotEmpty(wanted);
            Assert.Subset(Symbols(Path.Combine(ours, file + ".ts")), wanted);
        });
        Assert.Contains("JSON", File.ReadAllText(Path.Combine(ours, "index.ts")), StringComparison.Ordinal);
    }

    [CompilersTheory]
    [InlineData("core")]
    [InlineData("counter")]
    [InlineData("endpoints")]
    [InlineData("put")]
    [InlineData("resources")]
    [InlineData("broken")]
    public void Plugin_AgainstEitherSdk_SaysTheSame(string name)
    {
        foreach (var line in (string[])["0.27", "0.28"])
            Assert.Equal(
                Transcript(Built.Module(Built.Upstream($"{name}-{line}-incremental"))),
                Transcript(Built.Sdk($"compat-{name}-{line}")));
    }

    static List<string> Transcript(byte[] wasm)
    {
        RecordingHost host = new() { Configuration = """{"greeting":"ahoy"}""" };
        host.Paths["self navigation.speedOverGround"] = """{"value":2.5}""";
        using var guest = Guests.Create(Engines.Managed, wasm, host);
        Say(guest.Name(out var name), name);
        Say(guest.Schema(out var schema), schema);
        Say(guest.HttpEndpoints(out var endpoints), endpoints);
        Say(guest.Start("""{"greeting":"Grüße","where":"poll","enableDebug":false}"""u8, out var code), code);
        Say(guest.HandleDelta("""{"context":"vessels.self","updates":[{"values":[{"path":"fixture.ping","value":1}]}]}"""u8), "delta");
        Ask("resources_set_resource", """{"id":"x","value":{"a":[1,2.5,"ü\"",null,true]},"resourceType":"notes"}""");
        Ask("resources_get_resource", """{"id":"x","property":"a","resourceType":"notes"}""");
        Ask("resources_delete_resource", """{"id":"first","resourceType":"notes"}""");
        Ask("resources_list_resources", """{"resourceType":"notes","limit":3}""");
        Ask("handle_echo", """{"method":"GET"}""", AskShape.Http);
        Ask("handle_length", """{"method":"Grüße"}""", AskShape.Http);
        Ask("handle_pointer", """{"method":"PUT"}""", AskShape.Http);
        Ask("handle_put_vessels_self_fixture_switch", "75", AskShape.Put);
        for (var poll = 0; poll < 3; poll++)
            Say(guest.Poll(out code), code);
        // The upstream SDK hands over its whole buffer, zeros and all, of whatever it has asked for.
        return [.. host.Said.Where(line => !line.Contains("fixture.readConfig", StringComparison.Ordinal))];

        void Ask(string export, string request, AskShape shape = AskShape.Provider) => Say(guest.Ask(export, request, out var answer, shape), $"{export}: {answer}");

        void Say(GuestCall call, object? what) => host.Said.Add($"{what} {call.IsMissing} {call.Returned} {call.Outcome.Trap}");
    }

    static HashSet<string> Symbols(string file) => [.. Exported().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"^export (?:abstract )?(?:class|function|const|enum) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Exported();
}
