using System.Text.Json;
using System.Text.Json.Serialization;
using SignalK.Appliance.Device.Owner;
using SignalK.Core.Storage;

namespace SignalK.Appliance.Device.Unit;

/// <summary>What the unit remembers between starts, beside the server's configuration. It holds secrets.</summary>
sealed record DeviceState
{
    /// <summary>Of the appliance.json that was applied, without its secrets; null: none ever was.</summary>
    public string? Hash { get; init; }

    /// <summary>What holds: the last good value of each key.</summary>
    public OwnerSettings Settings { get; init; } = new();

    /// <summary>Of the two below, made at the first start.</summary>
    public string? AccessPointName { get; init; }

    public string? AccessPointPassphrase { get; init; }

    public string? ClaimCode { get; init; }

    /// <summary>Connections that <c>ports</c> made.</summary>
    public IReadOnlyList<string> Ports { get; init; } = [];

    /// <summary>Files of the card that were acted upon, by their names there.</summary>
    public IReadOnlyDictionary<string, ConsumedFile> Consumed { get; init; } = new Dictionary<string, ConsumedFile>();

    public DeviceState With(string name, ConsumedFile file) => this with { Consumed = new Dictionary<string, ConsumedFile>(Consumed) { [name] = file } };
}

/// <summary>A file of the card that was acted upon, once.</summary>
/// <param name="Print">What it looked like: <see cref="CardFile.Print"/>.</param>
/// <param name="Outcome">For the owner's eyes.</param>
/// <param name="IsMistake">Whether it could not be done.</param>
sealed record ConsumedFile(string Print, string Outcome, bool IsMistake);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeviceState))]
sealed partial class DeviceStateJson : JsonSerializerContext;

/// <summary>state.json of the data partition.</summary>
sealed class DeviceStateFile(string path)
{
    readonly DurableFile _file = new(path, DurableFileOptions.ForSecrets with { Generations = 2 });

    /// <param name="fault">What is wrong with it; a unit that forgot begins anew.</param>
    public DeviceState Load(out string? fault)
    {
        DeviceState? state = null;
        fault = _file.Read(content =>
        {
            try
            {
                state = JsonSerializer.Deserialize(content.Span, DeviceStateJson.Default.DeviceState);
                return state is null ? "empty" : null;
            }
            catch (JsonException e)
            {
                return e.Message;
            }
        }).Fault;
        return state ?? new DeviceState();
    }

    public WriteOutcome Save(DeviceState state) => _file.Write(JsonSerializer.SerializeToUtf8Bytes(state, DeviceStateJson.Default.DeviceState));
}
