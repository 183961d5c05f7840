namespace SignalK.Appliance.Configuration;

/// <summary>Something wrong in a configuration file. What it concerns falls back to its default or stays off; the rest starts.</summary>
/// <param name="File">The file's name: <c>settings.json</c>.</param>
/// <param name="Path">Where in it: <c>pipedProviders[2].id</c>; empty for the file as a whole.</param>
/// <param name="IsWarning">True where nothing is wrong but something is not for us, such as a kind of connection that we don't have.</param>
sealed record ConfigFault(string File, string Path, string Reason, bool IsWarning = false)
{
    public string Key => Path.Length == 0 ? File : $"{File}:{Path}";

    public override string ToString() => $"{File}: {(Path.Length == 0 ? "" : Path + ": ")}{Reason}";
}
