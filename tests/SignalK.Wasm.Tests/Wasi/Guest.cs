using System.Buffers.Binary;
using System.Text;
using SignalK.Wasm.Wasi;

namespace SignalK.Wasm.Tests.Wasi;

/// <summary>Plays the guest without an engine: a memory, and calls of WASI's functions by name.</summary>
sealed class Guest : IDisposable
{
    public const ulong AllRights = (1ul << 30) - 1;
    public const uint Root = 3;
    public const uint Result = 16;
    const uint FirstFree = 1024;

    readonly Scope _scope = new();
    readonly string _module;
    uint _free = FirstFree;

    public Guest(WasiOptions options, string module = "wasi_snapshot_preview1")
    {
        _module = module;
        Context = new WasiContext(options);
    }

    public WasiContext Context { get; }

    public byte[] Memory => _scope.Bytes.Bytes;

    public CancellationToken Cancellation { set => _scope.Token = value; }

    public CallGate Gate { set => _scope.Door = value; }

    /// <summary>A guest with one writable preopen.</summary>
    public static Guest In(TempFolder folder, WasiQuota? quota = null, bool readOnly = false) => new(new WasiOptions
    {
        Preopens = [new WasiPreopen(folder.Path, "/") { Quota = quota, ReadOnly = readOnly }],
    });

    public WasiErrno Call(string name, params ReadOnlySpan<ulong> arguments)
    {
        var type = WasiFunctions.Find(name)!.Type;
        var function = (WasmHostFunction)Context.Resolve(new WasmImportType(_module, name, type))!;
        var values = new WasmValue[arguments.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = type.Parameters[i] == WasmValueType.I32 ? (uint)arguments[i] : arguments[i];
        var results = new WasmValue[type.Results.Length];
        function.Body(new WasmHostCall(_scope), values, results);
        return (WasiErrno)results[0].I32;
    }

    public uint U32(uint pointer) => BinaryPrimitives.ReadUInt32LittleEndian(Memory.AsSpan((int)pointer));

    public ulong U64(uint pointer) => BinaryPrimitives.ReadUInt64LittleEndian(Memory.AsSpan((int)pointer));

    public ushort U16(uint pointer) => BinaryPrimitives.ReadUInt16LittleEndian(Memory.AsSpan((int)pointer));

    public void Put(uint pointer, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Memory.AsSpan((int)pointer), value);

    public void Put(uint pointer, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Memory.AsSpan((int)pointer), value);

    /// <summary>Puts bytes somewhere; a pair of arguments for a path.</summary>
    public (ulong Pointer, ulong Length) Put(ReadOnlySpan<byte> bytes)
    {
        var pointer = Reserve((uint)bytes.Length);
        bytes.CopyTo(Memory.AsSpan((int)pointer));
        return (pointer, (ulong)bytes.Length);
    }

    public (ulong Pointer, ulong Length) Put(string text) => Put(Encoding.UTF8.GetBytes(text));

    public uint Reserve(uint bytes)
    {
        if (_free + bytes > 128 * 1024) _free = FirstFree;
        var pointer = _free;
        _free += (bytes + 7) & ~7u;
        return pointer;
    }

    public WasiErrno Open(string path, out uint fd, uint oflags = 0, ulong rights = AllRights, uint fdflags = 0, bool follow = true, uint from = Root)
    {
        var (pointer, length) = Put(path);
        var error = Call("path_open", from, follow ? 1u : 0, pointer, length, oflags, rights, AllRights, fdflags, Result);
        fd = U32(Result);
        return error;
    }

    /// <summary>Opens a file for reading and writing, making it where it is not.</summary>
    public uint Create(string path)
    {
        Assert.Equal(WasiErrno.Success, Open(path, out var fd, oflags: 1));
        return fd;
    }

    public WasiErrno Path(string function, string path, uint from = Root)
    {
        var (pointer, length) = Put(path);
        return Call(function, from, pointer, length);
    }

    public WasiErrno Stat(string path, bool follow = true, uint from = Root)
    {
        var (pointer, length) = Put(path);
        return Call("path_filestat_get", from, follow ? 1u : 0, pointer, length, Reserve(64));
    }

    public WasiErrno Symlink(string target, string path, uint from = Root)
    {
        var (oldPointer, oldLength) = Put(target);
        var (pointer, length) = Put(path);
        return Call("path_symlink", oldPointer, oldLength, from, pointer, length);
    }

    public WasiErrno Rename(string source, string target)
    {
        var (oldPointer, oldLength) = Put(source);
        var (pointer, length) = Put(target);
        return Call("path_rename", Root, oldPointer, oldLength, Root, pointer, length);
    }

    public WasiErrno Link(string source, string target)
    {
        var (oldPointer, oldLength) = Put(source);
        var (pointer, length) = Put(target);
        return Call("path_link", Root, 0, oldPointer, oldLength, Root, pointer, length);
    }

    public WasiErrno Write(uint fd, ReadOnlySpan<byte> bytes) => Call("fd_write", fd, Vector(Put(bytes)), 1, Result);

    public WasiErrno Read(uint fd, int length, out byte[] bytes)
    {
        var buffer = Reserve((uint)length);
        var error = Call("fd_read", fd, Vector((buffer, (ulong)length)), 1, Result);
        bytes = error == WasiErrno.Success ? Memory.AsSpan((int)buffer, (int)U32(Result)).ToArray() : [];
        return error;
    }

    /// <summary>An iovec of one buffer.</summary>
    public ulong Vector((ulong Pointer, ulong Length) buffer)
    {
        var vector = Reserve(8);
        Put(vector, (uint)buffer.Pointer);
        Put(vector + 4, (uint)buffer.Length);
        return vector;
    }

    public void Dispose() => Context.Dispose();

    sealed class Scope : HostScope
    {
        public ArrayMemory Bytes { get; } = new();

        public CancellationToken Token { get; set; }

        public override IWasmStore Store => throw new NotSupportedException();

        public override IWasmInstance? Instance => null;

        public override WasmMemory? Memory => Bytes;

        public override CancellationToken Cancellation => Token;

        public CallGate? Door { get; set; }

        public override CallGate? Gate => Door;
    }

    sealed class ArrayMemory : WasmMemory
    {
        public byte[] Bytes { get; } = GC.AllocateArray<byte>(4 * WasmMemoryType.PageBytes, pinned: true);

        public override WasmMemoryType Type => new(Pages, Pages);

        public override long Length => Bytes.Length;

        public override long Grow(uint pages) => -1;

        private protected override Span<byte> Slice(uint offset, int length) => Bytes.AsSpan((int)offset, length);
    }
}
