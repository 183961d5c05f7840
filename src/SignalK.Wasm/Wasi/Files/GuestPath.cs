using System.Text.Unicode;

namespace SignalK.Wasm.Wasi.Files;

/// <summary>A path as a guest gave it: UTF-8 without a NUL inside, shorter than the kernel's bound.</summary>
internal readonly ref struct GuestPath
{
    const int MaxBytes = 4095;

    GuestPath(byte[] nulTerminated) => Bytes = nulTerminated;

    /// <summary>With a NUL at its end.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public bool IsAbsolute => Bytes[0] == '/';

    public bool EndsWithSlash => Bytes.Length > 1 && Bytes[^2] == '/';

    public static WasiErrno Create(ReadOnlySpan<byte> bytes, out GuestPath path)
    {
        path = default;
        if (bytes.Length > MaxBytes) return WasiErrno.NameTooLong;
        if (bytes.Contains((byte)0)) return WasiErrno.Invalid;
        if (!System.Text.Unicode.Utf8.IsValid(bytes)) return WasiErrno.IllegalSequence;
        path = new GuestPath([.. bytes, 0]);
        return WasiErrno.Success;
    }

    /// <summary>The directory part (NUL-terminated, <c>.</c> for none) and the last component, with the slashes behind it.</summary>
    public void Split(out ReadOnlySpan<byte> parent, out ReadOnlySpan<byte> name)
    {
        var trimmed = Bytes[..^1].TrimEnd((byte)'/');
        var slash = trimmed.LastIndexOf((byte)'/');
        parent = slash < 0 ? ".\0"u8 : (byte[])[.. Bytes[..slash], (byte)'/', 0];
        name = Bytes[(slash + 1)..];
    }
}
