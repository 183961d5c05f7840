using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace SignalK.Wasm.Wasmtime;

/// <summary>
/// Compiled modules on disk. They are native code and are treated so: a directory of mode 0700, each entry under a MAC with a key
/// of this machine, read whole and verified before Wasmtime sees it. Whatever does not match is deleted and compiled anew.
/// </summary>
public sealed partial class WasmtimeCache
{
    const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const UnixFileMode PrivateDirectory = Private | UnixFileMode.UserExecute;
    const string Suffix = ".cwasm", Unfinished = ".new";
    const int MacBytes = 32;

    readonly string _directory;
    readonly long _capacity;
    readonly byte[] _key;
    readonly Lock _sync = new();

    WasmtimeCache(string directory, long capacity, byte[] key) => (_directory, _capacity, _key) = (directory, capacity, key);

    /// <summary>The last file error, null after none: a cache that cannot be written costs time, nothing else.</summary>
    public string? Fault { get; private set; }

    /// <summary>Opens or makes the cache.</summary>
    /// <param name="directory">Its own directory, outside of configuration and plugins.</param>
    /// <param name="keyFile">32 random bytes, made here when absent; elsewhere than <paramref name="directory"/>.</param>
    /// <param name="capacity">Bytes of all entries; the oldest go first.</param>
    /// <param name="cache">The cache.</param>
    /// <param name="reason">Why it is not to be trusted or not usable.</param>
    public static bool TryOpen(
        string directory, string keyFile, long capacity,
        [NotNullWhen(true)] out WasmtimeCache? cache, [NotNullWhen(false)] out string? reason)
    {
        cache = null;
        reason = null;
        try
        {
            directory = Path.GetFullPath(directory);
            Directory.CreateDirectory(directory, PrivateDirectory);
            if (new DirectoryInfo(directory).LinkTarget is not null)
                reason = $"{directory} is a link";
            else if (File.GetUnixFileMode(directory) != PrivateDirectory)
                reason = $"{directory} is open to others: its mode must be 0700";
            else
                cache = new WasmtimeCache(directory, capacity, MachineKey.Read(keyFile));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            reason = error.Message;
        }
        return cache is not null;
    }

    /// <summary>What an entry is good for: this module, this version, these settings.</summary>
    internal static byte[] Key(ReadOnlySpan<byte> wasm, int version, WasmEngineOptions options)
    {
        const int format = 1;
        Span<byte> input = stackalloc byte[32 + 24];
        SHA256.HashData(wasm, input);
        BinaryPrimitives.WriteInt32LittleEndian(input[32..], format);
        BinaryPrimitives.WriteInt32LittleEndian(input[36..], version);
        BinaryPrimitives.WriteInt64LittleEndian(input[40..], options.MemoryBytes);
        BinaryPrimitives.WriteInt32LittleEndian(input[48..], options.StackBytes);
        BinaryPrimitives.WriteInt32LittleEndian(input[52..], options.Deterministic ? 1 : 0);
        return SHA256.HashData(input);
    }

    /// <summary>The verified code, null when there is none.</summary>
    internal byte[]? TryRead(byte[] key)
    {
        var path = PathOf(key);
        lock (_sync)
        {
            try
            {
                if (!File.Exists(path) || new FileInfo(path).Length > _capacity)
                    return null;
                var entry = File.ReadAllBytes(path);
                if (entry.Length > MacBytes
                    && CryptographicOperations.FixedTimeEquals(Mac(key, entry.AsSpan(MacBytes)), entry.AsSpan(0, MacBytes)))
                {
                    File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
                    return entry[MacBytes..];
                }
                File.Delete(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Fault = error.Message;
            }
            return null;
        }
    }

    internal void Write(byte[] key, ReadOnlySpan<byte> code)
    {
        if (code.Length + MacBytes > _capacity)
            return;
        lock (_sync)
        {
            try
            {
                var path = PathOf(key);
                DurableFile.Write(path + Unfinished, path, Private, Mac(key, code), code);
                Evict();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Fault = error.Message;
            }
        }
    }

    void Evict()
    {
        var entries = new DirectoryInfo(_directory).GetFiles("*" + Suffix + "*");
        var total = entries.Sum(entry => entry.Length);
        foreach (var entry in entries.OrderBy(entry => entry.LastWriteTimeUtc))
        {
            var unfinished = entry.Name.EndsWith(Unfinished, StringComparison.Ordinal);
            if (total <= _capacity && !unfinished)
                continue;
            total -= entry.Length;
            entry.Delete();
        }
    }

    byte[] Mac(byte[] key, ReadOnlySpan<byte> code)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        mac.AppendData(key);
        mac.AppendData(code);
        return mac.GetHashAndReset();
    }

    string PathOf(byte[] key) => Path.Combine(_directory, Convert.ToHexStringLower(key) + Suffix);
}
