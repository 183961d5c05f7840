using System.Globalization;

namespace SignalK.Connections.Serial;

/// <summary>The ports that somebody logs in on: the kernel's consoles, and the terminals of running programs.</summary>
internal static class Consoles
{
    /// <returns>Names as under <c>/dev</c>: <c>ttyS0</c>.</returns>
    public static IReadOnlySet<string> Of(SerialHost host)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in (Read(host.Under("/proc/consoles")) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            names.Add(line.Split(' ')[0]);
        }

        foreach (var name in (Read(host.Under("/sys/class/tty/console/active")) ?? "").Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            names.Add(name);
        }

        foreach (var word in (Read(host.Under("/proc/cmdline")) ?? "").Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.StartsWith("console=", StringComparison.Ordinal))
            {
                names.Add(word["console=".Length..].Split(',')[0]);
            }
        }

        AddTerminals(host, names);
        return names;
    }

    internal static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A login prompt on a UART shows in its process's controlling terminal, which everybody may read.
    private static void AddTerminals(SerialHost host, HashSet<string> names)
    {
        var numbers = ControllingTerminals(host);
        var ttys = host.Under("/sys/class/tty");
        if (numbers.Count == 0 || !Directory.Exists(ttys))
        {
            return;
        }

        foreach (var directory in Directory.EnumerateFileSystemEntries(ttys))
        {
            if (Read(Path.Combine(directory, "dev")) is { } device && numbers.Contains(device.Trim()))
            {
                names.Add(Path.GetFileName(directory));
            }
        }
    }

    // The seventh field of stat; the second is a name in parentheses that may hold anything.
    private static HashSet<string> ControllingTerminals(SerialHost host)
    {
        var numbers = new HashSet<string>(StringComparer.Ordinal);
        if (!Directory.Exists(host.Under("/proc")))
        {
            return numbers;
        }

        foreach (var directory in Directory.EnumerateDirectories(host.Under("/proc")))
        {
            if (char.IsAsciiDigit(Path.GetFileName(directory)[0]) && Read(Path.Combine(directory, "stat")) is { } stat
                && stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 4 } fields
                && int.TryParse(fields[4], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number > 0)
            {
                numbers.Add(string.Create(CultureInfo.InvariantCulture, $"{(number >> 8) & 0xfff}:{(number & 0xff) | ((number >> 12) & 0xfff00)}"));
            }
        }

        return numbers;
    }
}
