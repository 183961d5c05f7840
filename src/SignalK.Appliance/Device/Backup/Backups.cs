using SignalK.Server.Machine;

namespace SignalK.Appliance.Device.Backup;

/// <summary>Backups and restores of a configuration directory.</summary>
sealed class Backups(string config, TimeProvider time, BackupLimits? limits = null) : IBackups, IDisposable
{
    readonly BackupLimits _limits = limits ?? BackupLimits.Default;
    readonly RestoreSwap _swap = new(config);
    readonly SemaphoreSlim _one = new(1);

    /// <summary>Called when a restored configuration waits for the next start.</summary>
    public Action<string> Restored { get; init; } = static _ => { };

    public async Task<Stream> MakeAsync(bool secrets, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var file = Spool("backup.tmp");
            try
            {
                await Task.Run(() => BackupWriter.Write(file, config, secrets, _limits, time, cancel), cancel).ConfigureAwait(false);
                file.Position = 0;
                return file;
            }
            catch
            {
                await file.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task<RestoreOutcome> RestoreAsync(Stream backup, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await using var file = Spool("restore.tmp");
            await CopyAsync(backup, file, cancel).ConfigureAwait(false);
            file.Position = 0;
            var outcome = await Task.Run(() => Stage(file), cancel).ConfigureAwait(false);
            if (outcome.Ok)
                Restored(outcome.Message);
            return outcome;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return new RestoreOutcome(false, e.Message);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Unpacks and checks it; in force after <see cref="RestoreSwap.Complete"/>.</summary>
    /// <param name="backup">Seekable.</param>
    public RestoreOutcome Stage(Stream backup)
    {
        try
        {
            if (backup.Length > _limits.Archive)
                return new RestoreOutcome(false, $"the file is larger than {_limits.Archive >> 20} MB");
            _swap.Prepare();
            var what = new BackupReader(_limits).Unpack(backup, _swap.New);
            _swap.Commit();
            return new RestoreOutcome(true, $"{what}; in force from the next start");
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return new RestoreOutcome(false, e.Message);
        }
    }

    public void Dispose() => _one.Dispose();

    async Task CopyAsync(Stream from, FileStream to, CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0;)
        {
            if (to.Position + read > _limits.Archive)
                throw new IOException($"the file is larger than {_limits.Archive >> 20} MB");
            await to.WriteAsync(buffer.AsMemory(0, read), cancel).ConfigureAwait(false);
        }
    }

    FileStream Spool(string name)
    {
        Directory.CreateDirectory(_swap.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = Path.Combine(_swap.Folder, name);
        File.Delete(path);
        return new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }
}
