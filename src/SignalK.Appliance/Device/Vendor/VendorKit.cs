using SignalK.Appliance.Device.Jsonc;
using SignalK.Plugins.Settings;

namespace SignalK.Appliance.Device.Vendor;

/// <summary>
/// What the maker of this unit built into its image. It cannot be changed there, so a mistake in it stops the image's build
/// (<see cref="VendorCheck"/>), and never a start: what is wrong is left out.
/// </summary>
sealed class VendorKit
{
    public const string InfoFile = "vendor.json";
    public const string BoardFile = "board.json";
    public const string PluginFolder = "plugins";

    const long LargestFile = 256 * 1024;

    VendorKit(string folder)
    {
        Folder = folder;
        List<Mistake> mistakes = [];
        Info = Read(Path.Combine(folder, InfoFile), InfoFile, VendorReader.Read, mistakes);
        Board = Read(Path.Combine(folder, BoardFile), BoardFile, BoardReader.Read, mistakes) ?? BoardInfo.None;
        var plugins = Path.Combine(folder, PluginFolder);
        Plugins = new ShippedPlugins(Directory.Exists(plugins) ? plugins : null, Info?.Plugins ?? new Dictionary<string, ShippedPlugin>(), Info?.Model ?? "this unit");
        Mistakes = mistakes;
    }

    /// <summary>A unit of nobody in particular.</summary>
    public static VendorKit None { get; } = new("/nowhere");

    public string Folder { get; }

    /// <summary>Null: nobody's.</summary>
    public VendorInfo? Info { get; }

    public BoardInfo Board { get; }

    public ShippedPlugins Plugins { get; }

    public IReadOnlyList<Mistake> Mistakes { get; }

    public static VendorKit Load(string folder) => Directory.Exists(folder) ? new VendorKit(folder) : None;

    /// <param name="name">Of the file, for mistakes.</param>
    /// <returns>Null when there is none, or nothing of it could be read.</returns>
    public static T? Read<T>(string path, string name, Func<JsoncNode, MistakeList, T?> read, List<Mistake> mistakes)
        where T : class
    {
        if (!File.Exists(path))
            return null;
        try
        {
            if (new FileInfo(path).Length > LargestFile)
                throw new IOException($"it is larger than {LargestFile / 1024} KB");
            var text = JsoncText.Decode(File.ReadAllBytes(path));
            var list = new MistakeList(name, text.Text);
            var value = JsoncParser.Parse(text.Text, list) is { } root ? read(root, list) : null;
            mistakes.AddRange(list.Mistakes);
            return value;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            mistakes.Add(new Mistake(name, 0, 0, "", $"cannot be read: {e.Message}"));
            return null;
        }
    }
}
