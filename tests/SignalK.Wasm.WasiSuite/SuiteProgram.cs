using System.Text.Json;

namespace SignalK.Wasm.WasiSuite;

/// <summary>One program with what its JSON file beside it gives and expects.</summary>
sealed record SuiteProgram(string File, string Name)
{
    public const string FolderName = "wasm32-wasip1";

    public IReadOnlyList<string> Arguments { get; private init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; private init; } = [];

    /// <summary>Folder on the host and name for the guest.</summary>
    public IReadOnlyList<(string Host, string Guest)> Folders { get; private init; } = [];

    public int ExitCode { get; private init; }

    public string? Output { get; private init; }

    public string? Error { get; private init; }

    public static IEnumerable<SuiteProgram> Find(string directory) =>
        Directory.EnumerateFiles(directory, "*.wasm", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))) == FolderName)
            .Order(StringComparer.Ordinal)
            .Select(file => Read(file, Path.GetRelativePath(directory, file)));

    static SuiteProgram Read(string file, string name)
    {
        SuiteProgram program = new(file, name);
        var expectations = Path.ChangeExtension(file, ".json");
        if (!System.IO.File.Exists(expectations)) return program;
        using var json = JsonDocument.Parse(System.IO.File.ReadAllText(expectations));
        var folder = Path.GetDirectoryName(file)!;
        var root = json.RootElement;
        List<(string, string)> folders = [];
        if (root.TryGetProperty("root", out var path)) folders.Add((Path.Combine(folder, path.GetString()!), "/"));
        if (root.TryGetProperty("dirs", out var dirs))
            folders.AddRange(dirs.EnumerateArray().Select(dir => (Path.Combine(folder, dir.GetString()!), dir.GetString()!)));
        return program with
        {
            Arguments = root.TryGetProperty("args", out var args) ? [.. args.EnumerateArray().Select(arg => arg.GetString()!)] : [],
            Environment = root.TryGetProperty("env", out var env)
                ? [.. env.EnumerateObject().Select(variable => KeyValuePair.Create(variable.Name, variable.Value.GetString()!))]
                : [],
            Folders = folders,
            ExitCode = root.TryGetProperty("exit_code", out var code) ? code.GetInt32() : 0,
            Output = root.TryGetProperty("stdout", out var output) ? output.GetString() : null,
            Error = root.TryGetProperty("stderr", out var error) ? error.GetString() : null,
        };
    }
}
