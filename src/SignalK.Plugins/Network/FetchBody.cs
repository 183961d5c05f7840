namespace SignalK.Plugins.Network;

/// <summary>Reads an answer's body, unpacked, up to a cap: what unpacks to more than that is never unpacked.</summary>
static class FetchBody
{
    const int FirstRead = 4096;

    /// <exception cref="FetchFault">There is more.</exception>
    public static async Task<byte[]> ReadAsync(HttpContent content, int most, CancellationToken cancel)
    {
        var declared = content.Headers.ContentLength;
        if (declared > most)
            throw TooLong(most);
        using var stream = await content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        // One byte more than the body has, to see its end without growing.
        var buffer = new byte[declared + 1 ?? Math.Min(FirstRead, most + 1)];
        for (var length = 0; ;)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(length), cancel).ConfigureAwait(false);
            if (count == 0)
                return length == buffer.Length ? buffer : buffer[..length];
            length += count;
            if (length > most)
                throw TooLong(most);
            if (length == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min(2L * length, most + 1L));
        }
    }

    static FetchFault TooLong(int most) => new($"the answer has more than {most} bytes");
}
