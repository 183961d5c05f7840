namespace SignalK.Appliance.Device.Update;

/// <summary>Where a bundle comes from.</summary>
/// <returns>How many bytes there are now; 0 at the end.</returns>
delegate ValueTask<int> BundleSource(Memory<byte> buffer, CancellationToken cancel);

/// <summary>Keeps a bundle that arrives, as far as there is room.</summary>
static class BundleFile
{
    const long Largest = 1024L * 1024 * 1024;

    // Settings, logs and the swap of a restore need room as well.
    const long RoomToLeave = 64L * 1024 * 1024;

    /// <param name="from">What is kept.</param>
    /// <param name="length">As announced; null: not known.</param>
    /// <param name="path">In a directory that is there. What was there is replaced; what did not arrive whole stays for the caller to delete.</param>
    /// <param name="progress">Per cent; null: not known.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Null when it is durable; else why not.</returns>
    public static async Task<string?> WriteAsync(BundleSource from, long? length, string path, Action<int?> progress, CancellationToken cancel)
    {
        var room = Math.Max(0, Math.Min(Largest, new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace - RoomToLeave));
        if (length > room)
            return $"there is no room for it: {length >> 20} MB, {room >> 20} MB free";
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        await using var _ = file.ConfigureAwait(false);
        var buffer = new byte[256 * 1024];
        for (int read; (read = await from(buffer, cancel).ConfigureAwait(false)) > 0;)
        {
            if (file.Position + read > room)
                return $"there is no room for more than {room >> 20} MB";
            await file.WriteAsync(buffer.AsMemory(0, read), cancel).ConfigureAwait(false);
            progress(length > 0 ? (int)(100 * file.Position / length.Value) : null);
        }
        if (length is { } announced && file.Position != announced)
            return "the file did not arrive whole";
        file.Flush(flushToDisk: true);
        return null;
    }
}
