using System.Text.Json;
using SignalK.Core.Security;

namespace SignalK.Core.Requests;

public enum RequestKind : byte
{
    Put,
    Delete,
    Login,
    Access,
}

/// <summary>A request whose result may come later; anybody who knows its id may ask how far it is. Thread-safe.</summary>
public sealed class SkRequest
{
    public const string HrefPrefix = "/signalk/v1/requests/";

    private readonly Lock _gate = new();
    private readonly Action<SkRequest>? _updated;
    private RequestStatus _status = RequestStatus.Pending;

    internal SkRequest(string id, RequestKind kind, Principal principal, DateTime createdAt, Action<SkRequest>? updated)
    {
        Id = id;
        Kind = kind;
        Principal = principal;
        CreatedAt = createdAt;
        _updated = updated;
    }

    public string Id { get; }

    public RequestKind Kind { get; }

    public Principal Principal { get; }

    /// <summary>UTC, for people.</summary>
    public DateTime CreatedAt { get; }

    /// <summary>Monotonic, for expiry.</summary>
    internal long CreatedTicks { get; init; }

    public RequestStatus Status => Volatile.Read(ref _status);

    public bool IsCompleted => Status.State == RequestState.Completed;

    /// <summary>Moves the request on and tells whoever waits. Ignored once it is completed.</summary>
    public bool Update(RequestStatus status)
    {
        lock (_gate)
        {
            if (_status.State == RequestState.Completed)
            {
                return false;
            }

            Volatile.Write(ref _status, status);
        }

        _updated?.Invoke(this);
        return true;
    }

    /// <summary><c>{state, requestId, statusCode, message?, percentComplete?, href, user?, put|delete?, action?}</c></summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        var status = Status;
        var href = HrefPrefix + Uri.EscapeDataString(Id);
        writer.WriteStartObject();
        writer.WriteString("state"u8, status.State == RequestState.Pending ? "PENDING"u8 : "COMPLETED"u8);
        writer.WriteString("requestId"u8, Id);
        writer.WriteNumber("statusCode"u8, status.StatusCode);
        if (status.Message is { } message)
        {
            writer.WriteString("message"u8, message);
        }

        if (status.PercentComplete is { } part)
        {
            writer.WriteNumber("percentComplete"u8, part);
        }

        writer.WriteString("href"u8, href);
        if (Principal.IsAuthenticated)
        {
            writer.WriteString("user"u8, Principal.Id);
        }

        if (status.Data is { } data)
        {
            writer.WritePropertyName(Kind switch
            {
                RequestKind.Put => "put"u8,
                RequestKind.Delete => "delete"u8,
                RequestKind.Login => "login"u8,
                _ => "accessRequest"u8,
            });
            data.WriteTo(writer);
        }

        if (status.State == RequestState.Pending)
        {
            writer.WriteStartObject("action"u8);
            writer.WriteString("href"u8, href);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
