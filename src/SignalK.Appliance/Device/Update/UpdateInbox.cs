using System.Text.Json;
using SignalK.Core.Storage;

namespace SignalK.Appliance.Device.Update;

/// <summary>
/// Where the server, which may not install anything, leaves a bundle for root. A unit of the image sees the request and calls
/// <c>signalk device update run</c>.
/// </summary>
sealed class UpdateInbox(string config)
{
    public const string Folder = "update";

    public string Directory { get; } = Path.Combine(config, Folder);

    public string Bundle => Path.Combine(Directory, "bundle.raucb");

    public string Part => Path.Combine(Directory, "bundle.part");

    public string Request => Path.Combine(Directory, "request.json");

    public bool IsWaiting => File.Exists(Request);

    /// <returns>Null when it is durable; else why not.</returns>
    public string? Ask(UpdateRequest request) =>
        new DurableFile(Request, DurableFileOptions.Default with { Generations = 1 }).Write(JsonSerializer.SerializeToUtf8Bytes(request, UpdateJson.Default.UpdateRequest)) is { Ok: false, Error: var error } ? error : null;

    /// <summary>Takes the request and its bundle away, into a directory where only root can change it.</summary>
    /// <returns>The bundle; null for a rollback.</returns>
    /// <exception cref="UpdateException">There is nothing that can be taken.</exception>
    public string? Take(DevicePaths paths)
    {
        UpdateRequest? request = null;
        try
        {
            if (new FileInfo(Request) is { Exists: true, LinkTarget: null, Length: < 4096 })
                request = JsonSerializer.Deserialize(File.ReadAllBytes(Request), UpdateJson.Default.UpdateRequest);
        }
        catch (JsonException)
        {
            // Not one of ours.
        }
        finally
        {
            File.Delete(Request);
        }
        if (request is null)
            throw new UpdateException("the request is damaged");
        if (request.Rollback)
            return null;
        var own = Path.Combine(paths.Device, "bundle.raucb");
        File.Delete(own);
        if (!File.Exists(Bundle))
            throw new UpdateException("the file is not there");
        File.Move(Bundle, own);
        if (new FileInfo(own) is { LinkTarget: not null })
        {
            File.Delete(own);
            throw new UpdateException("the file is not there");
        }
        return own;
    }
}
