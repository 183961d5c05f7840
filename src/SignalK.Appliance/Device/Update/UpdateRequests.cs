using System.Text.Json;
using SignalK.Server.Machine;

namespace SignalK.Appliance.Device.Update;

/// <summary>Updates as the server offers them: it takes a bundle in and asks root to install it.</summary>
/// <param name="config">The configuration directory.</param>
/// <param name="run">Where root shows how it stands.</param>
/// <param name="client">For bundles from elsewhere.</param>
sealed class UpdateRequests(string config, string run, HttpClient client, CancellationToken stop) : IUpdates
{
    const long LargestBundle = 1024L * 1024 * 1024;

    // Settings, logs and the swap of a restore need room as well.
    const long RoomToLeave = 64L * 1024 * 1024;

    readonly UpdateInbox _inbox = new(config);
    readonly Lock _gate = new();
    UpdateStatus? _taking;
    string? _failure;

    public UpdateStatus Status => _taking ?? (_inbox.IsWaiting ? new UpdateStatus("waiting", null, null, null)
        : _failure is { } failure ? new UpdateStatus("refused", null, null, failure) : Shown?.Status ?? UpdateStatus.Idle);

    /// <summary>What root shows; null: nothing.</summary>
    public ShownUpdate? Shown
    {
        get
        {
            try
            {
                return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(run, ShownUpdate.File)), UpdateJson.Default.ShownUpdate);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
            {
                return null;
            }
        }
    }

    public async Task<string?> UploadAsync(Stream bundle, long? length, CancellationToken cancel) =>
        Begin() ?? await TakeAsync(bundle, length, cancel).ConfigureAwait(false);

    public string? Fetch(Uri url)
    {
        if (Begin() is { } refusal)
            return refusal;
        _ = FetchAsync(url);
        return null;
    }

    public string? RollBack()
    {
        if (Begin() is { } refusal)
            return refusal;
        var error = _inbox.Ask(new UpdateRequest(Rollback: true));
        End(error);
        return error;
    }

    async Task FetchAsync(Uri url)
    {
        try
        {
            using var response = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, stop).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                End($"{url.Host} answered {(int)response.StatusCode}");
                return;
            }
            await using var body = await response.Content.ReadAsStreamAsync(stop).ConfigureAwait(false);
            await TakeAsync(body, response.Content.Headers.ContentLength, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            End($"{url.Host} cannot be reached: {e.Message}");
        }
    }

    async Task<string?> TakeAsync(Stream from, long? length, CancellationToken cancel)
    {
        string? error = "the upload was cut off";
        try
        {
            Directory.CreateDirectory(_inbox.Directory);
            var room = Math.Min(LargestBundle, new DriveInfo(_inbox.Directory).AvailableFreeSpace - RoomToLeave);
            error = length > room ? $"there is no room for it: {length >> 20} MB, {Math.Max(0, room) >> 20} MB free" : await WriteAsync(from, length, room, cancel).ConfigureAwait(false);
            if (error is null)
            {
                File.Move(_inbox.Part, _inbox.Bundle, overwrite: true);
                error = _inbox.Ask(new UpdateRequest(Rollback: false));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = e.Message;
        }
        finally
        {
            File.Delete(_inbox.Part);
            End(error);
        }
        return error;
    }

    async Task<string?> WriteAsync(Stream from, long? length, long room, CancellationToken cancel)
    {
        var file = new FileStream(_inbox.Part, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        await using var _ = file.ConfigureAwait(false);
        var buffer = new byte[256 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0;)
        {
            if (file.Position + read > room)
                return $"there is no room for more than {Math.Max(0, room) >> 20} MB";
            await file.WriteAsync(buffer.AsMemory(0, read), cancel).ConfigureAwait(false);
            _taking = new UpdateStatus("downloading", length > 0 ? (int)(100 * file.Position / length.Value) : null, null, null);
        }
        if (length is { } announced && file.Position != announced)
            return "the file did not arrive whole";
        file.Flush(flushToDisk: true);
        return null;
    }

    string? Begin()
    {
        lock (_gate)
        {
            if (Status.IsBusy)
                return "another update is under way";
            (_taking, _failure) = (new UpdateStatus("downloading", null, null, null), null);
            return null;
        }
    }

    void End(string? error)
    {
        lock (_gate)
            (_taking, _failure) = (null, error);
    }
}
