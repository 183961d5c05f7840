namespace SignalK.Plugins.Abi;

/// <summary>How a guest passes texts.</summary>
internal enum GuestKind : byte
{
    /// <summary>UTF-16 strings of its own runtime, made with <c>__new</c>.</summary>
    AssemblyScript,

    /// <summary>UTF-8 in buffers of <c>allocate</c> and <c>deallocate</c>: Rust, Go, C and others.</summary>
    Buffer,
}
