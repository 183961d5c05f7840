using System.Text.Json;
using SignalK.Core.Model;

namespace SignalK.Server.Streams;

internal sealed partial class StreamProtocol
{
    private enum RequestKinds : byte
    {
        None,
        Malformed,
        Subscribe,
        Updates,
        Put,
        Delete,
        Login,
        AccessRequest,
        Query,
        Reply,
    }

    /// <summary>What a message is, by the members that it has, and the small things that all kinds share.</summary>
    private readonly record struct Request(RequestKinds Kind, string? RequestId)
    {
        public string? Context { get; init; }

        public string? Path { get; init; }

        public string? Source { get; init; }

        public SkValue? Value { get; init; }

        public string? UserName { get; init; }

        public string? Password { get; init; }

        public string? State { get; init; }

        public int StatusCode { get; init; }

        public string? Message { get; init; }

        public static Request Parse(ReadOnlySpan<byte> json)
        {
            var reader = new Utf8JsonReader(json, SkJson.ReaderOptions);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return new(RequestKinds.Malformed, null);
            }

            var request = default(Request);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                request = request.With(ref reader, json);
            }

            // A state without anything to do answers what the server asked of this client.
            return request is { Kind: RequestKinds.None, State: not null, RequestId: not null }
                ? request with { Kind = RequestKinds.Reply }
                : request;
        }

        private Request With(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
        {
            var name = reader.GetString();
            reader.Read();
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            var isObject = reader.TokenType == JsonTokenType.StartObject;
            switch (name)
            {
                case "requestId" when text is not null:
                    return this with { RequestId = text };
                case "context" when text is not null:
                    return this with { Context = text };
                case "state" when text is not null:
                    return this with { State = text };
                case "message" when text is not null:
                    return this with { Message = text };
                case "statusCode" when reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var code):
                    return this with { StatusCode = code };
                case "query" when reader.TokenType == JsonTokenType.True && RequestId is not null:
                    return this with { Kind = RequestKinds.Query };
                case "put" when isObject:
                    return Target(RequestKinds.Put, ref reader, json);
                case "delete" when isObject:
                    return Target(RequestKinds.Delete, ref reader, json);
                case "login" when isObject:
                    return Credentials(ref reader);
            }

            reader.Skip();
            return name switch
            {
                "subscribe" or "unsubscribe" => this with { Kind = RequestKinds.Subscribe },
                "updates" => this with { Kind = RequestKinds.Updates },
                "accessRequest" => this with { Kind = RequestKinds.AccessRequest },
                _ => this,
            };
        }

        private Request Target(RequestKinds kind, ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
        {
            var request = this with { Kind = kind };
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                switch (name)
                {
                    case "path" when reader.TokenType == JsonTokenType.String:
                        request = request with { Path = reader.GetString() };
                        break;
                    case "source" when reader.TokenType == JsonTokenType.String:
                        request = request with { Source = reader.GetString() };
                        break;
                    case "value":
                        request = request with { Value = SkJson.ReadValue(ref reader, json) };
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }

            return request;
        }

        private Request Credentials(ref Utf8JsonReader reader)
        {
            var request = this with { Kind = RequestKinds.Login };
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                reader.Skip();
                request = name switch
                {
                    "username" => request with { UserName = text },
                    "password" => request with { Password = text },
                    _ => request,
                };
            }

            return request;
        }
    }
}
