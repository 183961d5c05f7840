using System.Text.Json;
using SignalK.Core.Model;
using SignalK.Core.Requests;

namespace SignalK.Plugins.Running;

/// <summary>What a guest's PUT handler answers: <c>{state, statusCode, message}</c>, each optional, with upstream's defaults.</summary>
internal static class PutReply
{
    public static RequestStatus Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, SkJson.ReaderOptions);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject || SkJson.ReadValue(ref reader, json).Object is not { } reply)
            {
                return RequestStatus.Failed(500, "the plugin answered with what is no JSON object");
            }

            var state = reply.Get("state")?.Text;
            var message = reply.Get("message")?.Text;
            var code = reply.Get("statusCode") is { IsNumber: true } given && given.Number is >= 100 and < 600 ? (int)given.Number : (int?)null;

            // A handler has answered: what it calls pending it can report on no further, so that its word is the last.
            return state switch
            {
                "FAILURE" or "FAILED" => new RequestStatus(RequestState.Completed, code ?? 502, message),
                _ => new RequestStatus(RequestState.Completed, code ?? 200, message),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return RequestStatus.Failed(500, $"the plugin answered with what is no JSON: {e.Message}");
        }
    }
}
