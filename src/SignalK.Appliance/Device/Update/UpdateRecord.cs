using System.Text.Json;
using System.Text.Json.Serialization;
using SignalK.Core.Storage;
using SignalK.Server.Machine;

namespace SignalK.Appliance.Device.Update;

/// <summary>What must be known of an update after the restart.</summary>
sealed record UpdateRecord
{
    /// <summary>Begun and not yet decided; null: nothing is under way.</summary>
    public PendingUpdate? Pending { get; init; }

    /// <summary>How the last one ended.</summary>
    public UpdateOutcome? Outcome { get; init; }
}

/// <param name="FromSlot">The slot to which it goes back.</param>
/// <param name="BootId">Of the start in which it was installed.</param>
/// <param name="Before">What worked then.</param>
/// <param name="IsWhole">Whether it is installed and its trial armed; false: it is being written.</param>
/// <param name="Complaint">Why the gate did not let it through; null: it did not get there.</param>
sealed record PendingUpdate(string FromSlot, string FromVersion, string ToVersion, string BootId, InputsBefore Before, bool IsWhole, string? Complaint = null);

/// <summary>The inputs as they were before an update.</summary>
/// <param name="Open">Those that were open.</param>
/// <param name="Talking">Those that had data in the hour before.</param>
sealed record InputsBefore(IReadOnlyList<string> Open, IReadOnlyList<string> Talking)
{
    public static InputsBefore None { get; } = new([], []);
}

/// <param name="State"><c>committed</c>, <c>rolled-back</c>, <c>refused</c> or <c>failed</c>.</param>
/// <param name="BootId">Of the start in which it was found.</param>
sealed record UpdateOutcome(string State, string? Version, string Message, string BootId)
{
    public static UpdateOutcome Committed(IMachine machine) => new("committed", machine.Version, $"version {machine.Version} has proved itself and stays", machine.BootId);
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UpdateRecord))]
[JsonSerializable(typeof(ShownUpdate))]
[JsonSerializable(typeof(UpdateRequest))]
sealed partial class UpdateJson : JsonSerializerContext;

/// <summary>What the server shows of an update.</summary>
/// <param name="IsNews">Whether the owner is to be told.</param>
sealed record ShownUpdate(string State, int? Percent, string? Version, string? Message, bool IsNews)
{
    /// <summary>In the run directory.</summary>
    public const string File = "update.json";

    public UpdateStatus Status => new(State, Percent, Version, Message);
}

/// <summary>What the server asks of root: the bundle that lies beside, or the version before.</summary>
sealed record UpdateRequest(bool Rollback);

/// <summary>The record on the data partition and what is shown of it.</summary>
sealed class UpdateRecordFile(DevicePaths paths)
{
    readonly DurableFile _file = new(Path.Combine(paths.Device, "update.json"), DurableFileOptions.ForSecrets with { Generations = 2 });
    readonly SystemFiles _files = new(paths);

    public UpdateRecord Load()
    {
        UpdateRecord? record = null;
        _file.Read(content =>
        {
            try
            {
                record = JsonSerializer.Deserialize(content.Span, UpdateJson.Default.UpdateRecord);
                return record is null ? "empty" : null;
            }
            catch (JsonException e)
            {
                return e.Message;
            }
        });
        return record ?? new UpdateRecord();
    }

    /// <exception cref="UpdateException">It could not be made durable.</exception>
    public void Save(UpdateRecord record)
    {
        if (_file.Write(JsonSerializer.SerializeToUtf8Bytes(record, UpdateJson.Default.UpdateRecord)) is { Ok: false, Error: var error })
            throw new UpdateException($"the data partition cannot be written: {error}");
    }

    public void Show(ShownUpdate update) => _files.Write(ShownUpdate.File, JsonSerializer.Serialize(update, UpdateJson.Default.ShownUpdate));
}
