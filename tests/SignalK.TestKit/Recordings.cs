using System.Diagnostics;

namespace SignalK.TestKit;

/// <summary>The recordings of real receivers that lie beside the repository, unpacked for as long as the object lives.</summary>
public sealed class Recordings : IDisposable
{
    private readonly string _directory;

    private Recordings(string directory) => _directory = directory;

    /// <summary>Null when they are not there.</summary>
    public static string? Archive => Repository.Shared("fixtures/recordings.tar.xz") is var path && File.Exists(path) ? path : null;

    public IReadOnlyList<string> Files =>
        [.. Directory.EnumerateFiles(_directory, "*", SearchOption.AllDirectories).Where(static f => f.EndsWith(".log", StringComparison.Ordinal) || f.EndsWith(".nmea", StringComparison.Ordinal)).Order()];

    public static Recordings Unpack()
    {
        var directory = Directory.CreateTempSubdirectory("recordings").FullName;
        using var tar = Process.Start(new ProcessStartInfo("tar", ["xf", Archive!, "-C", directory]))!;
        tar.WaitForExit();
        return new Recordings(directory);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
