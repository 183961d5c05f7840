using System.Buffers;
using System.Text.Json;
using SignalK.Core.Model;
using SignalK.Core.Providers;

namespace SignalK.Server.Rest.V2;

/// <summary>Asks several providers of one type as if they were one.</summary>
internal static class ResourceReads
{
    /// <summary>Everything that any of them has; where two have one id, the first is right.</summary>
    public static async Task<ProviderAnswer> ListAsync(IReadOnlyList<IResourceProvider> providers, ReadOnlyMemory<byte> query, CancellationToken cancel)
    {
        var answers = await Task.WhenAll(providers.Select(p => p.ListAsync(query, cancel))).ConfigureAwait(false);
        if (Array.TrueForAll(answers, a => a.Outcome is not (ProviderOutcome.Answered or ProviderOutcome.Nothing)))
        {
            return answers[0];
        }

        return answers.Where(a => a.IsAnswered).ToArray() switch
        {
            [] => ProviderAnswer.Of("{}"u8.ToArray()),
            [var only] => only,
            var several => ProviderAnswer.Of(Merge(several)),
        };
    }

    /// <summary>The first that has it. One that answers with an error has it only when nobody else does.</summary>
    public static async Task<(IResourceProvider? Owner, ProviderAnswer Answer)> GetAsync(
        IReadOnlyList<IResourceProvider> providers, string id, string? property, CancellationToken cancel)
    {
        var fault = ProviderAnswer.Nothing;
        foreach (var provider in providers)
        {
            var answer = await provider.GetAsync(id, property, cancel).ConfigureAwait(false);
            switch (KindOf(answer))
            {
                case Kind.Resource:
                    return (provider, answer);
                case Kind.Fault when fault.Outcome == ProviderOutcome.Nothing:
                    fault = answer;
                    break;
            }
        }

        return (null, fault);
    }

    private enum Kind : byte
    {
        Nothing,
        Fault,
        Resource,
    }

    private static Kind KindOf(ProviderAnswer answer)
    {
        if (!answer.IsAnswered)
        {
            return answer.Outcome == ProviderOutcome.Nothing ? Kind.Nothing : Kind.Fault;
        }

        var reader = new Utf8JsonReader(answer.Json.Span, SkJson.ReaderOptions);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Kind.Resource;
        }

        reader.Read();
        return reader.TokenType == JsonTokenType.EndObject ? Kind.Nothing
            : reader.ValueTextEquals("error"u8) ? Kind.Fault
            : Kind.Resource;
    }

    private static byte[] Merge(ProviderAnswer[] answers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, SkJson.WriterOptions);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        writer.WriteStartObject();
        foreach (var answer in answers)
        {
            using var json = JsonDocument.Parse(answer.Json);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            foreach (var member in json.RootElement.EnumerateObject().Where(m => seen.Add(m.Name)))
            {
                member.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
