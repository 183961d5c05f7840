using System.Globalization;
using System.Text;

namespace SignalK.Appliance.Plugins.Scaffold;

/// <summary>The files of a new plugin: a template with its names filled in, and the SDK beside it, so that it builds without a registry.</summary>
static class PluginScaffold
{
    /// <param name="name">A valid name of an npm package.</param>
    /// <param name="language">The template.</param>
    public static IEnumerable<(string Path, byte[] Content)> Files(string name, PluginLanguage language)
    {
        var template = $"template/{language.Name}/";
        foreach (var (path, content) in SdkArchive.Files())
        {
            // A template's own would be taken for this repository's.
            if (path == template + "gitignore")
                yield return (".gitignore", content);
            else if (path.StartsWith(template, StringComparison.Ordinal))
                yield return (path[template.Length..], Fill(content, name));
            else if (language.Sdk.FirstOrDefault(part => path.StartsWith(part.Key, StringComparison.Ordinal)) is { Key: { } from, Value: var into })
                yield return (into + path[from.Length..], content);
        }
    }

    static byte[] Fill(byte[] content, string name)
    {
        var words = name[(name.IndexOf('/') + 1)..].Split(['-', '_', '.', '~'], StringSplitOptions.RemoveEmptyEntries);
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content)
            .Replace("__NAME__", name, StringComparison.Ordinal)
            .Replace("__TITLE__", Title(words), StringComparison.Ordinal)
            .Replace("__CRATE__", Crate(words), StringComparison.Ordinal)
            .Replace("__KEY__", Key(words), StringComparison.Ordinal));
    }

    /// <summary><c>wind-alarm</c>: "Wind alarm".</summary>
    static string Title(string[] words) => Capital(string.Join(' ', words));

    /// <summary><c>wind-alarm</c>: "wind-alarm"; what Rust would not take for a name gets a letter before it.</summary>
    static string Crate(string[] words) => Letter(string.Join('-', words).ToLowerInvariant(), "plugin-");

    /// <summary><c>wind-alarm</c>: "windAlarm", as paths of Signal K are written.</summary>
    static string Key(string[] words) => Letter(words[0].ToLowerInvariant() + string.Concat(words.Skip(1).Select(Capital)), "plugin");

    static string Letter(string name, string before) => char.IsAsciiLetter(name[0]) ? name : before + name;

    static string Capital(string word) => string.Concat(word[..1].ToUpper(CultureInfo.InvariantCulture), word.AsSpan(1));
}
