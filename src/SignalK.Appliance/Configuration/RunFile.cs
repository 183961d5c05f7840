using System.Text;

namespace SignalK.Appliance.Configuration;

/// <summary>
/// Says that a server runs on a configuration directory, and where: a locked file with its address. The lock goes with the
/// process, however that ends; so no other program on the same port is ever taken for it.
/// </summary>
sealed class RunFile : IDisposable
{
    const int LongestAddress = 256;

    readonly FileStream _file;

    RunFile(FileStream file) => _file = file;

    /// <summary>Null, with the reason, where the directory cannot be written or another server holds it.</summary>
    public static RunFile? TryHold(string directory, string url, out string? reason)
    {
        var path = PathOf(directory);
        try
        {
            if (IsHeld(path))
            {
                reason = "another server runs on it";
                return null;
            }
            // Shared with readers: .NET locks for each of them too.
            var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read);
            file.Write(Encoding.UTF8.GetBytes(url));
            file.Flush();
            reason = null;
            return new RunFile(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            reason = error.Message;
            return null;
        }
    }

    /// <summary>The address of the server that runs on the directory; null when none does.</summary>
    public static string? Find(string directory)
    {
        var path = PathOf(directory);
        try
        {
            if (!IsHeld(path))
                return null;
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var buffer = new byte[LongestAddress];
            var text = Encoding.UTF8.GetString(buffer, 0, file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
            return Uri.TryCreate(text, UriKind.Absolute, out _) ? text : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        File.Delete(_file.Name);
        _file.Dispose();
    }

    /// <summary>Whether somebody has it open and locked; to be the only one is what cannot be had then.</summary>
    static bool IsHeld(string path)
    {
        if (!File.Exists(path))
            return false;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    static string PathOf(string directory) => Path.Combine(directory, ".running");
}
