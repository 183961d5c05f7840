namespace SignalK.Appliance.Device.Update;

/// <summary>A bundle from elsewhere, for the command line.</summary>
static class BundleDownload
{
    const long LargestBundle = 1024L * 1024 * 1024;

    /// <returns>Null when it is there; else why not.</returns>
    public static async Task<string?> GetAsync(Uri url, string path, CancellationToken cancel)
    {
        try
        {
            using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
            using var response = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (!response.IsSuccessStatusCode)
                return $"{url.Host} answered {(int)response.StatusCode}";
            await using var body = await response.Content.ReadAsStreamAsync(cancel);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
            var buffer = new byte[256 * 1024];
            for (int read; (read = await body.ReadAsync(buffer, cancel)) > 0;)
            {
                if (file.Position + read > LargestBundle)
                    return $"it is larger than {LargestBundle >> 20} MB";
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return $"{url.Host} cannot be reached: {e.Message}";
        }
    }
}
