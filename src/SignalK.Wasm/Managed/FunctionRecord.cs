using System.Runtime.InteropServices;

namespace SignalK.Wasm.Managed;

/// <summary>A function that something refers to, as calls through tables see it. Number 0 stands for null.</summary>
[StructLayout(LayoutKind.Sequential)]
struct FunctionRecord
{
    /// <summary>The store's number of its type, -1 for null.</summary>
    public int Type;

    /// <summary>Number of the owning instance, -1 for a function of the host.</summary>
    public int Instance;

    /// <summary>Index of its code among those that the owner's module defines.</summary>
    public int Index;

    public readonly bool IsHost => Instance < 0;
}
