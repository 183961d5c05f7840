using System.Globalization;

namespace SignalK.Appliance.Device.Update;

/// <summary>Which version is older: numbers by their value, and what has a name after a dash before what has none (1.2.0-rc1 before 1.2.0).</summary>
static class VersionOrder
{
    public static int Compare(string a, string b)
    {
        var (left, right) = (Parts(a, out var leftName), Parts(b, out var rightName));
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            var order = (i < left.Length ? left[i] : 0).CompareTo(i < right.Length ? right[i] : 0);
            if (order != 0)
                return order;
        }
        if (leftName.Length == 0 || rightName.Length == 0)
            return rightName.Length.CompareTo(leftName.Length);
        return CompareNames(leftName, rightName);
    }

    /// <summary>rc2 before rc10: runs of digits by their value, all else letter by letter.</summary>
    static int CompareNames(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        while (!a.IsEmpty && !b.IsEmpty)
        {
            var left = Run(a);
            var right = Run(b);
            var order = char.IsAsciiDigit(left[0]) && char.IsAsciiDigit(right[0])
                ? left.TrimStart('0').Length != right.TrimStart('0').Length
                    ? left.TrimStart('0').Length.CompareTo(right.TrimStart('0').Length)
                    : left.TrimStart('0').SequenceCompareTo(right.TrimStart('0'))
                : left.SequenceCompareTo(right);
            if (order != 0)
                return order;
            a = a[left.Length..];
            b = b[right.Length..];
        }
        return a.Length.CompareTo(b.Length);
    }

    static ReadOnlySpan<char> Run(ReadOnlySpan<char> text)
    {
        var isNumber = char.IsAsciiDigit(text[0]);
        var length = 1;
        while (length < text.Length && char.IsAsciiDigit(text[length]) == isNumber)
            length++;
        return text[..length];
    }

    static long[] Parts(string version, out string name)
    {
        // What follows a plus is of the build and orders nothing (Semantic Versioning 2.0.0, 10).
        var text = version.Trim().TrimStart('v').Split('+')[0];
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        name = dash < 0 ? "" : text[(dash + 1)..];
        return [.. (dash < 0 ? text : text[..dash]).Split('.').Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)];
    }
}
