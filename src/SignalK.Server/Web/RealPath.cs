using System.Runtime.InteropServices;

namespace SignalK.Server.Web;

/// <summary>A path with every symbolic link in it followed: .NET follows only those at its end.</summary>
internal static partial class RealPath
{
    /// <returns>Null when there is nothing.</returns>
    public static string? Of(string path)
    {
        var found = Resolve(path, 0);
        try
        {
            return Marshal.PtrToStringUTF8(found);
        }
        finally
        {
            Free(found);
        }
    }

    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Resolve(string path, nint buffer);

    [LibraryImport("libc", EntryPoint = "free")]
    private static partial void Free(nint memory);
}
