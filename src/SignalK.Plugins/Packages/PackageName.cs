namespace SignalK.Plugins.Packages;

/// <summary>npm's rules for names of packages, which make them safe as names of directories.</summary>
public static class PackageName
{
    /// <summary>npm's own limit, scope included.</summary>
    public const int Longest = 214;

    /// <summary><c>name</c> or <c>@scope/name</c>. Capitals are taken too: old packages have them.</summary>
    public static bool IsValid(string name)
    {
        if (name.Length is 0 or > Longest)
            return false;
        if (name[0] != '@')
            return IsPart(name) && !IsReserved(name);
        var slash = name.IndexOf('/');
        return slash > 1 && IsPart(name.AsSpan(1, slash - 1)) && IsPart(name.AsSpan(slash + 1));
    }

    static bool IsReserved(string name) =>
        name.Equals("node_modules", StringComparison.OrdinalIgnoreCase) || name.Equals("favicon.ico", StringComparison.OrdinalIgnoreCase);

    static bool IsPart(ReadOnlySpan<char> part)
    {
        if (part.IsEmpty || part[0] is '.' or '_')
            return false;
        foreach (var c in part)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or '~'))
                return false;
        }
        return true;
    }
}
