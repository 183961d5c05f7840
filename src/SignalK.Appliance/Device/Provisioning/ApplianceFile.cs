using System.Security.Cryptography;
using System.Text;
using SignalK.Appliance.Device.Jsonc;
using SignalK.Appliance.Device.Owner;
using SignalK.Appliance.Device.Vendor;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>appliance.json as it lies on the card.</summary>
sealed class ApplianceFile
{
    const long LargestFile = 64 * 1024;

    readonly string _path;
    readonly JsoncText? _text;
    readonly JsoncNode? _root;
    readonly List<(int Offset, byte[] Blank, byte[] Mark)> _halfBlank;

    ApplianceFile(
        string path, JsoncText? text, JsoncNode? root, OwnerSettings? settings, MistakeList mistakes, List<(int Offset, byte[] Blank, byte[] Mark)>? halfBlank = null) =>
        (_path, _text, _root, Settings, Mistakes, _halfBlank) = (path, text, root, settings, mistakes, halfBlank ?? []);

    /// <summary>Null when nothing could be read: what held before goes on.</summary>
    public OwnerSettings? Settings { get; }

    public MistakeList Mistakes { get; }

    /// <summary>Of the content without its secrets, so that blanking them changes nothing.</summary>
    public string Hash
    {
        get
        {
            var text = new StringBuilder(_text!.Text);
            foreach (var secret in OwnerSecrets.Places(_root!).OrderByDescending(secret => secret.Start))
                text.Remove(secret.Start, secret.End - secret.Start);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        }
    }

    public bool HasSecrets => OwnerSecrets.Written(_root!).Any();

    /// <returns>Null when there is no such file.</returns>
    public static ApplianceFile? Load(DevicePaths paths, VendorKit kit)
    {
        if (CardFile.Find(paths.Card, "appliance.json") is not { } path)
            return null;
        var name = Path.GetFileName(path);
        byte[] bytes;
        try
        {
            if (new FileInfo(path).Length > LargestFile)
                return Unread(path, name, $"the file is larger than {LargestFile / 1024} KB: nothing was changed");
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unread(path, name, $"cannot be read: {e.Message}; nothing was changed");
        }
        var halfBlank = EndBlanking(bytes);
        var text = JsoncText.Decode(bytes);
        var mistakes = new MistakeList(name, text.Text);
        if (!name.Equals("appliance.json", StringComparison.OrdinalIgnoreCase))
            mistakes.Add(-1, "", "the file was read, and should be called appliance.json: have Windows show file name extensions and remove .txt");
        if (text.Oddity is { } oddity)
            mistakes.Add(-1, "", oddity);
        var root = JsoncParser.Parse(text.Text, mistakes);
        return new ApplianceFile(path, text, root, root is null ? null : OwnerReader.Read(root, new OwnerChoices(paths.Root, kit), mistakes), mistakes, halfBlank);
    }

    /// <summary>Writes spaces over the secrets that were taken.</summary>
    /// <exception cref="IOException">The card cannot be written.</exception>
    public void BlankSecrets()
    {
        foreach (var (offset, blank, mark) in _halfBlank.Concat(OwnerSecrets.Taken(_root!, Settings!).Select(_text!.Blank)))
            InPlaceFile.Blank(_path, offset, blank, mark);
    }

    /// <summary>A secret whose blanking a power cut ended was taken before: it counts as blank, and is blanked on the card later.</summary>
    static List<(int Offset, byte[] Blank, byte[] Mark)> EndBlanking(byte[] bytes)
    {
        var text = JsoncText.Decode(bytes);
        if (!text.Text.Contains(JsoncText.Mark) || JsoncParser.Parse(text.Text, new MistakeList("")) is not { } root)
            return [];
        List<(int Offset, byte[] Blank, byte[] Mark)> places = [.. OwnerSecrets.HalfBlank(root).Select(text.Blank)];
        foreach (var (offset, blank, _) in places)
            blank.CopyTo(bytes, offset);
        return places;
    }

    static ApplianceFile Unread(string path, string name, string why)
    {
        var mistakes = new MistakeList(name);
        mistakes.Add(-1, "", why);
        return new ApplianceFile(path, null, null, null, mistakes);
    }
}
