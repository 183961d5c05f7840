using System.Text.Json;
using SignalK.Connections.Supervision;

namespace SignalK.Server.Health;

/// <summary>The <c>connections</c> of the health report.</summary>
internal static class ConnectionsReport
{
    /// <param name="writer">Stands in the report's object.</param>
    /// <param name="connections">As they are.</param>
    /// <param name="isOpen">Whether the reader may know who is connected.</param>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<ConnectionStatus> connections, bool isOpen)
    {
        writer.WriteStartArray("connections"u8);
        foreach (var connection in connections)
        {
            Write(writer, connection, isOpen);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, ConnectionStatus connection, bool isOpen)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, connection.Id);
        writer.WriteString("type"u8, connection.Type);
        writer.WriteString("state"u8, connection.State switch
        {
            ConnectionState.Stopped => "stopped"u8,
            ConnectionState.Opening => "opening"u8,
            ConnectionState.Running => "running"u8,
            ConnectionState.Waiting => "waiting"u8,
            _ => "failed"u8,
        });
        WriteOptional(writer, "address"u8, connection.Address);
        WriteOptional(writer, "error"u8, connection.Error);
        if (connection.RetryIn is { } pause)
        {
            writer.WriteNumber("retryInMs"u8, (long)pause.TotalMilliseconds);
        }

        writer.WriteBoolean("quiet"u8, connection.Quiet);
        writer.WriteNumber("rate"u8, Math.Round(connection.Rate, 2));
        if (connection.LastFrameAge is { } age)
        {
            writer.WriteNumber("lastFrameAgeMs"u8, (long)age.TotalMilliseconds);
        }
        else
        {
            writer.WriteNull("lastFrameAgeMs"u8);
        }

        WriteCounters(writer, connection);
        WriteOutput(writer, connection.Output);
        WriteClients(writer, connection.Clients, isOpen);
        writer.WriteEndObject();
    }

    private static void WriteCounters(Utf8JsonWriter writer, ConnectionStatus connection)
    {
        var input = connection.Input;
        writer.WriteStartObject("counters"u8);
        writer.WriteNumber("bytes"u8, input.Bytes);
        writer.WriteNumber("sentences"u8, input.Sentences);
        writer.WriteNumber("deltas"u8, input.Deltas);
        writer.WriteNumber("badChecksum"u8, input.BadChecksum);
        writer.WriteNumber("unknown"u8, input.Unknown);
        writer.WriteNumber("malformed"u8, input.Malformed);
        writer.WriteNumber("overLong"u8, input.OverLong);
        writer.WriteNumber("garbageBytes"u8, input.GarbageBytes);
        writer.WriteNumber("ignored"u8, input.Ignored);
        writer.WriteNumber("opened"u8, connection.Opened);
        writer.WriteNumber("refused"u8, connection.Refused);
        writer.WriteEndObject();
    }

    private static void WriteOutput(Utf8JsonWriter writer, OutputTally output)
    {
        writer.WriteStartObject("output"u8);
        writer.WriteNumber("sentences"u8, output.Sentences);
        writer.WriteNumber("bytes"u8, output.Bytes);
        writer.WriteNumber("dropped"u8, output.Dropped);
        writer.WriteEndObject();
    }

    private static void WriteClients(Utf8JsonWriter writer, IReadOnlyList<ClientStatus> clients, bool isOpen)
    {
        writer.WriteStartArray("clients"u8);
        foreach (var client in clients)
        {
            writer.WriteStartObject();
            if (isOpen)
            {
                writer.WriteString("peer"u8, client.Peer);
            }

            writer.WriteNumber("bytesIn"u8, client.BytesIn);
            writer.WriteNumber("sentencesOut"u8, client.Output.Sentences);
            writer.WriteNumber("dropped"u8, client.Output.Dropped);
            writer.WriteNumber("queued"u8, client.Queued);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
