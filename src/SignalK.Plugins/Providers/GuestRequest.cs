using System.Buffers;
using System.Text.Json;
using SignalK.Core.Model;
using SignalK.Core.Providers;
using SignalK.Plugins.Running;

namespace SignalK.Plugins.Providers;

/// <summary>Asks a plugin with JSON and understands what it says.</summary>
internal static class GuestRequest
{
    private const string Unsupported = "the plugin does not support this";

    public static ReadOnlyMemory<byte> Write<T>(T state, Action<Utf8JsonWriter, T> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, SkJson.WriterOptions);
        writer.WriteStartObject();
        members(writer, state);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <returns>Answered with JSON, <see cref="ProviderOutcome.Nothing"/> for an empty text or a falsy value.</returns>
    public static async Task<ProviderAnswer> AskAsync(
        IPluginCalls calls, string export, ReadOnlyMemory<byte> request, CancellationToken cancel, AskShape shape = AskShape.Provider)
    {
        var answer = await calls.AskAsync(export, request, shape, cancel).ConfigureAwait(false);
        return answer.Outcome switch
        {
            AskOutcome.Answered => Understand(calls, answer.Body),
            AskOutcome.Missing => ProviderAnswer.Failure(ProviderOutcome.Unsupported, answer.Fault ?? Unsupported),
            AskOutcome.Busy or AskOutcome.NotRunning => ProviderAnswer.Failure(ProviderOutcome.Unavailable, answer.Fault ?? $"{calls.Id} is not available"),
            _ => ProviderAnswer.Failure(ProviderOutcome.Failed, answer.Fault ?? $"{calls.Id} failed to answer"),
        };
    }

    /// <summary>An answer <c>{"error":…}</c> or <c>{"success":false,"error":…}</c> is the plugin's no.</summary>
    public static ProviderAnswer Agreed(ProviderAnswer answer, string refusal)
    {
        if (!answer.IsAnswered)
        {
            return answer;
        }

        var (success, error) = ReadVerdict(answer.Json.Span);
        return success == false || error is not null ? ProviderAnswer.Failure(ProviderOutcome.Refused, error ?? refusal) : answer;
    }

    /// <summary>The text of the member <c>error</c>; null without one.</summary>
    public static string? ErrorOf(ReadOnlySpan<byte> json) => ReadVerdict(json).Error;

    public static (bool? Success, string? Error) ReadVerdict(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, SkJson.ReaderOptions);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return default;
        }

        bool? success = null;
        string? error = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSuccess = reader.ValueTextEquals("success"u8);
            var isError = reader.ValueTextEquals("error"u8);
            reader.Read();
            if (isSuccess)
            {
                success = reader.TokenType == JsonTokenType.True;
            }
            else if (isError)
            {
                error = ReadError(reader, json);
            }

            reader.Skip();
        }

        return (success, error);
    }

    private static string? ReadError(Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null or JsonTokenType.False:
                return null;
            case JsonTokenType.String:
                return reader.GetString();
            default:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                return System.Text.Encoding.UTF8.GetString(json[start..(int)reader.BytesConsumed]);
        }
    }

    private static ProviderAnswer Understand(IPluginCalls calls, ReadOnlyMemory<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body.Span, SkJson.ReaderOptions);
            if (body.Span.Trim(" \t\r\n"u8).IsEmpty || !reader.Read())
            {
                return ProviderAnswer.Nothing;
            }

            var isFalsy = reader.TokenType is JsonTokenType.Null or JsonTokenType.False
                || (reader.TokenType == JsonTokenType.String && reader.ValueSpan.IsEmpty);
            while (reader.Read())
            {
                // To the end: what is passed on whole is JSON whole.
            }

            return isFalsy ? ProviderAnswer.Nothing : ProviderAnswer.Of(body);
        }
        catch (JsonException)
        {
            return ProviderAnswer.Failure(ProviderOutcome.Failed, $"{calls.Id} answered with what is no JSON");
        }
    }
}
