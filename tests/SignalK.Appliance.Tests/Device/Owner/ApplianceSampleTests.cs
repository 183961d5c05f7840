using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SignalK.Appliance.Device.Jsonc;
using SignalK.Appliance.Device.Owner;
using SignalK.Appliance.Tests.Configuration;

namespace SignalK.Appliance.Tests.Device.Owner;

/// <summary>The commented sample of appliance.json, its schema and the reader must tell the same.</summary>
public class ApplianceSampleTests
{
    static readonly string s_text = File.ReadAllText(Repository.Of("config/appliance.sample.jsonc"));
    static readonly JsonObject s_sample = (JsonObject)JsonNode.Parse(s_text, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
    static readonly JsonObject s_schema = (JsonObject)JsonNode.Parse(File.ReadAllText(Repository.Of("config/appliance.schema.json")))!;

    [Fact]
    public void Sample_AgainstTheSchema_IsValid() => Assert.Empty(SchemaCheck.Faults(s_schema, s_schema, s_sample));

    [Fact]
    public void Sample_Read_HasNoMistakeAndNothingIsLeftOut()
    {
        var mistakes = new MistakeList("appliance.sample.jsonc", s_text);
        using var unit = new Unit();
        var settings = OwnerReader.Read(JsoncParser.Parse(s_text, mistakes)!, new OwnerChoices(unit.Paths.Root), mistakes);

        Assert.Empty(mistakes.Mistakes);
        Assert.Equal(4, settings.Ports!.Count);
        Assert.All(typeof(OwnerSettings).GetProperties().Where(property => property.Name != "EqualityContract"), property => Assert.NotNull(property.GetValue(settings)));
    }

    [Fact]
    public void Schema_Refuses_WhatTheReaderRefuses()
    {
        var wrong = (JsonObject)s_sample.DeepClone();
        wrong["engine"] = "steam";
        wrong["timezone"] = "UTC";
        wrong["ports"]![0]!.AsObject().Remove("name");
        wrong["wifi"]!["accessPoint"]!["channel"] = 36;
        wrong["wifi"]!["client"]!["pasword"] = "x";

        Assert.Equal(5, SchemaCheck.Faults(s_schema, s_schema, wrong).Count());
        var mistakes = new MistakeList("");
        using var unit = new Unit();
        OwnerReader.Read(JsoncParser.Parse(wrong.ToJsonString(), mistakes)!, new OwnerChoices(unit.Paths.Root), mistakes);
        Assert.Equal(5, mistakes.Count);
    }

    [Fact]
    public void EveryKey_ThatTheReaderKnows_IsInTheSchemaAndTheSample()
    {
        var source = string.Concat(Directory.GetFiles(Repository.Of("src/SignalK.Appliance/Device/Owner"), "OwnerReader*.cs").Select(File.ReadAllText));
        var known = Regex.Matches(source, """(?:Objects?\(|s_known = \[)((?:"[A-Za-z]+"(?:, )?)+)""")
            .SelectMany(match => Regex.Matches(match.Groups[1].Value, "[A-Za-z]+")).Select(match => match.Value).ToHashSet();
        Assert.True(known.Count > 25, $"only {known.Count} keys found in the reader");

        Assert.Empty(known.Except(Keys(s_sample)));
        Assert.Empty(known.Except(Keys(s_schema)));
    }

    static HashSet<string> Keys(JsonNode? node) => node switch
    {
        JsonObject json => [.. json.Select(member => member.Key), .. json.SelectMany(member => Keys(member.Value))],
        JsonArray array => [.. array.SelectMany(Keys)],
        _ => [],
    };
}
