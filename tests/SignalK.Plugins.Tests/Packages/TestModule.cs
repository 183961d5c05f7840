using System.Text;

namespace SignalK.Plugins.Tests.Packages;

/// <summary>Modules of a few bytes that look like plugins.</summary>
static class TestModule
{
    /// <summary>A buffer guest whose functions do nothing.</summary>
    public static byte[] Plugin { get; } = Make(["plugin_id", "plugin_start", "allocate"], []);

    /// <param name="exports">Names of functions without parameters.</param>
    /// <param name="imports">Of functions without parameters: <c>env.sk_debug</c>.</param>
    /// <param name="pages">Of memory.</param>
    public static byte[] Make(string[] exports, string[] imports, int pages = 1)
    {
        MemoryStream module = new();
        module.Write("\0asm"u8);
        module.Write([1, 0, 0, 0]);
        Section(module, 1, [1, 0x60, 0, 0]);
        if (imports.Length > 0)
            Section(module, 2, [Count(imports), .. imports.SelectMany(name => (byte[])[.. Name(name.Split('.', 2)[0]), .. Name(name.Split('.', 2)[1]), 0, 0])]);
        Section(module, 3, [1, 0]);
        Section(module, 5, [1, 0, .. Number(pages)]);
        byte[] memory = [.. Name("memory"), 2, 0];
        Section(module, 7, [(byte)(exports.Length + 1), .. exports.SelectMany(name => (byte[])[.. Name(name), 0, Count(imports)]), .. memory]);
        Section(module, 10, [1, 2, 0, 0x0b]);
        return module.ToArray();
    }

    static void Section(MemoryStream module, byte id, byte[] content)
    {
        module.WriteByte(id);
        module.Write(Number(content.Length));
        module.Write(content);
    }

    static byte Count(string[] names) => (byte)names.Length;

    static byte[] Name(string name) => [.. Number(name.Length), .. Encoding.ASCII.GetBytes(name)];

    static byte[] Number(int value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        return [.. bytes, (byte)value];
    }
}
