using System.Runtime.CompilerServices;

namespace SignalK.Wasm.Managed;

/// <summary>A return address on the guest's call stack.</summary>
unsafe struct CallFrame
{
    public Insn* Return;
    public ulong* Fp;
}

/// <summary>What a call into another instance returns to.</summary>
unsafe struct InstanceFrame
{
    public Insn* Return;
    public ulong* Fp;
    public ManagedInstance Instance;
}

/// <summary>
/// What running code of one store works on: the guest's own stacks, its fuel, and the current instance's tables. The public
/// fields are read by handlers on every instruction or call.
/// </summary>
sealed unsafe partial class Machine : IDisposable
{
    /// <summary>Values of all frames; address space only, touched as deep as calls go.</summary>
    const int StackBytes = 64 << 20;

    /// <summary>Beyond this many frames the value stack ends first.</summary>
    const int MaxCallDepth = 4 << 20;

    readonly PageMemory _stack;
    readonly PageMemory _frames;
    InstanceFrame[] _instanceFrames = new InstanceFrame[4];
    int _instanceDepth;

    /// <summary>Units of the current slice; negative when the last block overdrew it.</summary>
    public long Fuel;

    /// <summary>Length of the current instance's memory in bytes.</summary>
    public ulong MemoryLength;

    public CallFrame* FrameTop;
    public CallFrame* FrameEnd;
    public byte* StackEnd;

    /// <summary>First instruction of each function of the current instance's module.</summary>
    public Insn** Entries;

    /// <summary>Where each global of the current instance lives.</summary>
    public ulong** Globals;

    /// <summary>This store's number for each function type of the current instance's module.</summary>
    public int* TypeIds;

    /// <summary>All functions of the store that have a reference, by reference.</summary>
    public FunctionRecord* Functions;

    public ManagedTable[] Tables = [];
    public ManagedInstance? Instance;

    public Machine(ManagedStore store, int callDepth)
    {
        Store = store;
        var depth = Math.Clamp(callDepth, 1, MaxCallDepth);
        _stack = new PageMemory(StackBytes, StackBytes);
        _frames = new PageMemory(0, (long)depth * sizeof(CallFrame));
        FrameTop = (CallFrame*)_frames.Address;
        FrameEnd = FrameTop + depth;
        StackEnd = _stack.Address + StackBytes;
        Top = (ulong*)_stack.Address;
    }

    public ManagedStore Store { get; }

    /// <summary>Where the next call from the host puts its frame.</summary>
    public ulong* Top { get; set; }

    public WasmTrap Trap { get; private set; }
    public string? TrapMessage { get; private set; }
    public int ExitCode { get; private set; }

    /// <summary>Ends the guest: the handler that calls this returns without going on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void EndWith(WasmTrap trap)
    {
        Trap = trap;
        TrapMessage = null;
        ExitCode = 0;
    }

    public void EndWith(WasmTrap trap, string? message, int exitCode)
    {
        Trap = trap;
        TrapMessage = message;
        ExitCode = exitCode;
    }

    public void ClearTrap() => Trap = WasmTrap.None;

    /// <summary>Makes an instance the current one; the caller takes its memory's base from it.</summary>
    public void Switch(ManagedInstance? instance)
    {
        Instance = instance;
        if (instance is null)
            return;
        InstanceId = instance.Number;
        Entries = instance.Code.Entries;
        Globals = instance.Globals;
        TypeIds = instance.TypeIds;
        Tables = instance.Tables;
        MemoryLength = instance.Memory is { } memory ? (ulong)memory.Length : 0;
    }

    /// <summary>Gives back the pages that a deep recursion has touched.</summary>
    public void TrimStacks()
    {
        _stack.Reset();
        _frames.Reset();
    }

    public void Dispose()
    {
        _stack.Dispose();
        _frames.Dispose();
    }
}
