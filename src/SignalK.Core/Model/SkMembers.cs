using System.Text.Json;

namespace SignalK.Core.Model;

/// <summary>The members of a structured value, whatever form it has.</summary>
public static class SkMembers
{
    public static bool IsObject(SkObject value) => value switch
    {
        SkRecord or SkPosition => true,
        SkJsonValue json => json.Utf8.Length > 0 && json.Utf8[0] == (byte)'{',
        _ => false,
    };

    public static IReadOnlyList<(string Name, SkValue Value)> Of(SkObject value) => value switch
    {
        SkRecord record => record.Members,
        SkJsonValue json => Read(json.Utf8),
        SkPosition p when p.Altitude is { } altitude =>
            [("longitude", p.Longitude), ("latitude", p.Latitude), ("altitude", altitude)],
        SkPosition p => [("longitude", p.Longitude), ("latitude", p.Latitude)],
        _ => [],
    };

    /// <summary>The members of both; those of <paramref name="over"/> win.</summary>
    public static SkObject Merge(SkObject? under, SkObject over)
    {
        if (under is null)
        {
            return over;
        }

        var merged = new List<(string Name, SkValue Value)>(Of(under));
        foreach (var (name, value) in Of(over))
        {
            var at = merged.FindIndex(m => m.Name == name);
            if (at < 0)
            {
                merged.Add((name, value));
            }
            else
            {
                merged[at] = (name, value);
            }
        }

        return new SkRecord([.. merged]);
    }

    private static List<(string, SkValue)> Read(ReadOnlySpan<byte> json)
    {
        var members = new List<(string, SkValue)>();
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return members;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            members.Add((name, SkJson.ReadValue(ref reader, json)));
        }

        return members;
    }
}
