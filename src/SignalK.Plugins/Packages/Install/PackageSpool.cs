using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace SignalK.Plugins.Packages.Install;

/// <summary>Puts an archive that comes from somewhere onto the disk, within its cap, and checks it before anything looks into it.</summary>
static class PackageSpool
{
    /// <exception cref="PackageException">It is too large or not the one that was meant.</exception>
    public static async Task WriteAsync(Stream package, string path, InstallOptions options, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        var buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            long total = 0;
            int read;
            while ((read = await package.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0)
            {
                total += read;
                if (total > options.MaxBytes)
                    throw new PackageException(string.Create(CultureInfo.InvariantCulture, $"the package has more than {options.MaxBytes} bytes"));
                hash.AppendData(buffer.AsSpan(0, read));
                await file.WriteAsync(buffer.AsMemory(0, read), cancel).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        if (options.Integrity is { Length: > 0 } integrity && SubresourceIntegrity.Check(integrity, hash.GetHashAndReset()) is { } reason)
            throw new PackageException(reason);
    }
}
