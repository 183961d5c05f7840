namespace SignalK.Appliance.Device.Backup;

/// <summary>Names in a zip from elsewhere: each must stay below the directory that it is unpacked into.</summary>
static class BackupPath
{
    /// <returns>Null when it is safe; else what is wrong with it.</returns>
    public static string? Fault(string path, BackupLimits limits)
    {
        if (path.Length == 0 || path.Length > limits.PathLength)
            return "is too long";
        if (path.StartsWith('/') || path.Contains('\\') || path.Contains(':') || path.Any(char.IsControl))
            return "is no path within a backup";
        return path.TrimEnd('/').Split('/').Any(part => part is "" or "." or "..") ? "leads out of the backup" : null;
    }
}
