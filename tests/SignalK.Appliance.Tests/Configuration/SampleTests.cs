using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SignalK.Appliance.Configuration;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Limits;

namespace SignalK.Appliance.Tests.Configuration;

/// <summary>The commented sample, its schema and the reader must tell the same.</summary>
public class SampleTests
{
    static readonly JsonObject s_sample = (JsonObject)JsonNode.Parse(File.ReadAllText(Repository.Of("config/settings.sample.jsonc")), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
    static readonly JsonObject s_schema = (JsonObject)JsonNode.Parse(File.ReadAllText(Repository.Of("config/settings.schema.json")))!;

    [Fact]
    public void Sample_AgainstTheSchema_IsValid() => Assert.Empty(SchemaCheck.Faults(s_schema, s_schema, s_sample));

    [Fact]
    public void Sample_Read_HasNoFaultAndNothingIsLeftOut()
    {
        var faults = new FaultList("settings.sample.jsonc");
        var settings = SettingsReader.Read((JsonObject)s_sample.DeepClone(), faults);

        Assert.Empty(faults.Faults);
        Assert.Equal(6, settings.Connections.Count);
        Assert.Single(settings.Outputs);
        Assert.Single(settings.Priorities.Paths);
    }

    [Fact]
    public void Readme_Example_IsReadWithoutAFault()
    {
        var text = Regex.Match(File.ReadAllText(Repository.Of("README.md")), "```json\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        var faults = new FaultList("README.md");
        var settings = SettingsReader.Read((JsonObject)JsonNode.Parse(text)!, faults);

        Assert.Empty(faults.Faults);
        Assert.Equal("gps", Assert.Single(settings.Connections).Id);
    }

    [Fact]
    public void Schema_Refuses_WhatTheReaderRefuses()
    {
        var wrong = (JsonObject)s_sample.DeepClone();
        wrong["port"] = 70000;
        wrong["wasm"]!["engine"] = "steam";
        wrong["appliance"]!["nmea0183Imput"] = true;
        wrong["pipedProviders"]![0]!.AsObject().Remove("id");

        Assert.Equal(
            ["$.appliance: nmea0183Imput is not known", "$.pipedProviders[0]: id is missing", "$.port: 70000 breaks the maximum of 65535", "$.wasm.engine: \"steam\" is none of auto, managed, wasmtime"],
            SchemaCheck.Faults(s_schema, s_schema, wrong).Order());
    }

    [Fact]
    public void EveryKey_ThatTheReaderAsksFor_IsInTheSchemaAndTheSample()
    {
        var source = string.Concat(Directory.GetFiles(Repository.Of("src/SignalK.Appliance/Configuration"), "SettingsReader*.cs").Select(File.ReadAllText));
        var asked = Regex.Matches(source, """\.(?:Text|RequiredText|Texts|Flag|Integer|IntegerOrNull|Number|Duration|Object|Objects)\("([^"]+)"|Port\(own, "([^"]+)"|RequiredPort\(sub""")
            .Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Success ? match.Groups[2].Value : "port").ToHashSet();
        Assert.True(asked.Count > 30, $"only {asked.Count} keys found in the reader");

        // Upstream's newer name of sourcePriorities, and a key that is only warned of, need no example.
        Assert.Empty(asked.Except(Keys(s_sample)).Except(["priorityOverrides", "overrideTimestamp"]));
        Assert.Empty(asked.Except(Keys(s_schema)));
    }

    [Fact]
    public void PluginLimits_AllOfThem_StandInTheSchemaAndTheSampleWithTheirDefaults()
    {
        var sample = s_sample["wasm"]!["limits"]!.AsObject();
        var schema = s_schema["$defs"]!["pluginLimits"]!["properties"]!.AsObject();
        Assert.Equal(PluginLimit.All.Select(limit => limit.Name), sample.Select(member => member.Key));
        Assert.Equal(PluginLimit.All.Select(limit => limit.Name), schema.Select(member => member.Key));
        Assert.All(PluginLimit.All, limit =>
        {
            Assert.Equal(limit.Get(PluginLimits.Default), (long)sample[limit.Name]!);
            Assert.Equal(limit.Get(PluginLimits.Default), (long)schema[limit.Name]!["default"]!);
            Assert.Equal(limit.Least, (long)schema[limit.Name]!["minimum"]!);
            Assert.Equal(limit.Most, (long?)schema[limit.Name]!["maximum"] ?? long.MaxValue);
        });
    }

    [Fact]
    public void Capabilities_AllOfThem_StandInTheSchemaAndTheSample()
    {
        var names = CapabilityFacts.All.Select(capability => capability.Name).ToList();
        Assert.Equal(names, s_sample["wasm"]!["plugins"]!["@signalk/example-weather-plugin"]!["grants"]!.AsObject().Select(member => member.Key));
        Assert.Equal(names, s_schema["$defs"]!["grants"]!["properties"]!.AsObject().Select(member => member.Key));
    }

    static HashSet<string> Keys(JsonNode? node) => node switch
    {
        JsonObject json => [.. json.Select(member => member.Key), .. json.SelectMany(member => Keys(member.Value))],
        JsonArray array => [.. array.SelectMany(Keys)],
        _ => [],
    };
}
