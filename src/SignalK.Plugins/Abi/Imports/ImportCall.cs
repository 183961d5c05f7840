using System.Text;
using SignalK.Wasm;

namespace SignalK.Plugins.Abi;

/// <summary>
/// One call of an import: its arguments, whatever types the module declared for them; those it did not declare are 0. Every
/// pointer and length is checked here.
/// </summary>
internal readonly ref struct ImportCall(
    GuestImports imports, WasmHostCall call, ReadOnlySpan<WasmValue> arguments, ReadOnlySpan<WasmValueType> types)
{
    // Paths, messages, names: what becomes a string of ours.
    const int MaxTextBytes = 64 * 1024;

    readonly WasmHostCall _call = call;
    readonly ReadOnlySpan<WasmValue> _arguments = arguments;
    readonly ReadOnlySpan<WasmValueType> _types = types;

    public GuestImports Imports { get; } = imports;

    public IGuestHost Host => Imports.Host;

    public WasmHostCall Call => _call;

    /// <summary>Arguments that the module declares.</summary>
    public int Count => _arguments.Length;

    public double F64(int index) => index < _arguments.Length ? Number.From(_types[index], _arguments[index]) : 0;

    public int I32(int index) =>
        index >= _arguments.Length ? 0
        : _types[index] == WasmValueType.I32 ? _arguments[index].I32
        : Number.ToInt32(F64(index));

    public uint U32(int index) => (uint)I32(index);

    /// <summary>The bytes that two arguments, pointer and length, speak of; false when they do not all lie in the memory.</summary>
    public bool TryBytes(int index, out Span<byte> bytes)
    {
        bytes = default;
        return _call.HasMemory && _call.Memory.TryGetSpan(U32(index), U32(index + 1), out bytes);
    }

    /// <summary>UTF-8 at pointer and length as a string; false also when it is too long for what it is meant for.</summary>
    public bool TryText(int index, out string text)
    {
        text = "";
        if (!TryBytes(index, out var bytes) || bytes.Length > MaxTextBytes)
            return false;
        text = Encoding.UTF8.GetString(bytes);
        return true;
    }

    /// <summary>An AssemblyScript string by its pointer; null for what is none.</summary>
    public string? String(int index) =>
        _call.HasMemory && AssemblyScriptMemory.TryReadString(_call.Memory, U32(index), out var units)
            ? AssemblyScriptMemory.ToText(units.Length > MaxTextBytes ? units[..MaxTextBytes] : units)
            : null;

    /// <summary>Copies to the buffer that two arguments, pointer and size, give: the length, or 0 when it does not fit.</summary>
    public int Put(int index, ReadOnlySpan<byte> bytes) =>
        bytes.Length <= I32(index + 1) && TryBytes(index, out var buffer) && bytes.TryCopyTo(buffer) ? bytes.Length : 0;
}
