using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace SignalK.Wasm.Wasmtime.Native;

/// <summary>The few fields of ELF that tell what a library and a compiled module are made for.</summary>
static class ElfFile
{
    const int HeaderBytes = 64, SectionBytes = 64;

    public static ReadOnlySpan<byte> Magic => [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1];

    /// <summary>Null when the header is one of a 64-bit library for this machine, else what it is.</summary>
    public static string? DescribeMismatch(ReadOnlySpan<byte> header)
    {
        if (header.Length < HeaderBytes || !header.StartsWith(Magic))
            return "it is not a 64-bit ELF library";
        var (machine, name) = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => (62, "x86-64"),
            Architecture.Arm64 => (183, "aarch64"),
            _ => (-1, RuntimeInformation.ProcessArchitecture.ToString()),
        };
        var found = BinaryPrimitives.ReadUInt16LittleEndian(header[18..]);
        return found == machine ? null : $"it is built for {NameOf(found)}, this machine is {name}";
    }

    /// <summary>The bytes of a section, empty when there is none or the file is cut short.</summary>
    public static ReadOnlySpan<byte> Section(ReadOnlySpan<byte> file, ReadOnlySpan<byte> name)
    {
        if (file.Length < HeaderBytes || !file.StartsWith(Magic))
            return default;
        var table = BinaryPrimitives.ReadUInt64LittleEndian(file[40..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(file[60..]);
        var names = Content(file, table, BinaryPrimitives.ReadUInt16LittleEndian(file[62..]));
        for (var i = 0; i < count; i++)
        {
            if (!TrySlice(file, table + (ulong)(i * SectionBytes), SectionBytes, out var section))
                return default;
            var at = BinaryPrimitives.ReadUInt32LittleEndian(section);
            if (at + name.Length < names.Length && names[(int)at..].StartsWith(name) && names[(int)at + name.Length] == 0)
                return Content(file, table, i);
        }
        return default;
    }

    static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> file, ulong table, int index)
    {
        if (!TrySlice(file, table + (ulong)(index * SectionBytes), SectionBytes, out var section))
            return default;
        var offset = BinaryPrimitives.ReadUInt64LittleEndian(section[24..]);
        var size = BinaryPrimitives.ReadUInt64LittleEndian(section[32..]);
        return size <= int.MaxValue && TrySlice(file, offset, (int)size, out var content) ? content : default;
    }

    static bool TrySlice(ReadOnlySpan<byte> file, ulong offset, int length, out ReadOnlySpan<byte> slice)
    {
        var inside = offset <= (ulong)file.Length && (ulong)length <= (ulong)file.Length - offset;
        slice = inside ? file.Slice((int)offset, length) : default;
        return inside;
    }

    static string NameOf(ushort machine) => machine switch
    {
        3 => "x86",
        40 => "arm",
        62 => "x86-64",
        183 => "aarch64",
        243 => "riscv",
        _ => $"machine {machine}",
    };
}
