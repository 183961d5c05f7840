using System.Text.Json;
using SignalK.Server.Machine;

namespace SignalK.Appliance.Device.Update;

/// <summary>Updates as the server offers them: it takes a bundle in and asks root to install it.</summary>
/// <param name="config">The configuration directory.</param>
/// <param name="run">Where root shows how it stands.</param>
/// <param name="client">For bundles from elsewhere.</param>
/// <param name="stop">Ends a download.</param>
sealed class UpdateRequests(string config, string run, HttpClient client, TimeProvider time, CancellationToken stop) : IUpdates
{
    readonly UpdateInbox _inbox = new(config);
    readonly Lock _gate = new();
    UpdateStatus? _taking;
    Failure? _failure;

    public UpdateStatus Status => _taking ?? (_inbox.IsWaiting ? new UpdateStatus("waiting", null, null, null) : Shown?.Status ?? UpdateStatus.Idle);

    /// <summary>What did not get as far as root, until root has news of its own; else what root shows. Null: nothing.</summary>
    public ShownUpdate? Shown
    {
        get
        {
            if (_failure is { } failure && failure.ShownAt == ShownAt)
                return new ShownUpdate("refused", null, null, $"the update was not installed: {failure.Why}", IsNews: true);
            try
            {
                return JsonSerializer.Deserialize(File.ReadAllBytes(ShownFile), UpdateJson.Default.ShownUpdate);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
            {
                return null;
            }
        }
    }

    string ShownFile => Path.Combine(run, ShownUpdate.File);

    DateTime ShownAt => File.GetLastWriteTimeUtc(ShownFile);

    public async Task<string?> UploadAsync(Stream bundle, long? length, CancellationToken cancel) =>
        Begin() ?? await TakeAsync(bundle.ReadAsync, length, cancel).ConfigureAwait(false);

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
            using var download = await BundleDownload.OpenAsync(client, url, time, stop).ConfigureAwait(false);
            await TakeAsync(download.ReadAsync, download.Announced, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is UpdateException or OperationCanceledException)
        {
            End(e.Message);
        }
    }

    async Task<string?> TakeAsync(BundleSource from, long? length, CancellationToken cancel)
    {
        string? error = "the upload was cut off";
        try
        {
            Directory.CreateDirectory(_inbox.Directory);
            error = await BundleFile.WriteAsync(from, length, _inbox.Part, percent => _taking = new UpdateStatus("downloading", percent, null, null), cancel).ConfigureAwait(false);
            if (error is null)
            {
                File.Move(_inbox.Part, _inbox.Bundle, overwrite: true);
                error = _inbox.Ask(new UpdateRequest(Rollback: false));
            }
        }
        catch (Exception e) when (e is UpdateException or IOException or UnauthorizedAccessException)
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
            (_taking, _failure) = (null, error is null ? null : new Failure(error, ShownAt));
    }

    /// <param name="ShownAt">When root had said what it said by then.</param>
    sealed record Failure(string Why, DateTime ShownAt);
}
