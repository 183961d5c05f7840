using System.Security.Cryptography;

namespace SignalK.Wasm.Wasmtime;

/// <summary>
/// A secret that no other machine has: random bytes of a private file, mixed with the machine's id, so that a copied file
/// system (a cloned memory card) does not carry trust in native code along.
/// </summary>
static class MachineKey
{
    const int Bytes = 32;
    const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="InvalidDataException">The file is open to others or has another length.</exception>
    public static byte[] Read(string path)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            DurableFile.Write($"{path}.new", path, Private, RandomNumberGenerator.GetBytes(Bytes), default);
        }
        if (File.GetUnixFileMode(path) is var mode && (mode & ~Private) != 0)
            throw new InvalidDataException($"{path} is open to others: its mode must be 0600");
        var secret = File.ReadAllBytes(path);
        return secret.Length == Bytes
            ? HMACSHA256.HashData(secret, MachineId())
            : throw new InvalidDataException($"{path} does not hold a key of {Bytes} bytes");
    }

    static byte[] MachineId()
    {
        const string path = "/etc/machine-id";
        return File.Exists(path) ? File.ReadAllBytes(path) : [];
    }
}
