using System.IO.Compression;
using System.Text;

namespace SignalK.Appliance.Plugins.Scaffold;

/// <summary>The SDKs and templates that this binary carries: its own archive, in the one form that our build writes (ustar, short names).</summary>
static class SdkArchive
{
    const int Block = 512;

    /// <summary>Every file with its path below <c>src/plugin-sdk</c>.</summary>
    public static IEnumerable<(string Path, byte[] Content)> Files()
    {
        using var resource = typeof(SdkArchive).Assembly.GetManifestResourceStream("plugin-sdk.tgz")!;
        using var archive = new GZipStream(resource, CompressionMode.Decompress);
        var header = new byte[Block];
        while (true)
        {
            archive.ReadExactly(header);
            var path = Text(header.AsSpan(0, 100));
            if (path.Length == 0)
                yield break;
            var size = Convert.ToInt32(Text(header.AsSpan(124, 12)), 8);
            var content = new byte[(size + Block - 1) / Block * Block];
            archive.ReadExactly(content);
            if (header[156] == '0')
                yield return (path, content[..size]);
        }
    }

    static string Text(ReadOnlySpan<byte> field) => Encoding.ASCII.GetString(field[..field.IndexOf((byte)0)]);
}
