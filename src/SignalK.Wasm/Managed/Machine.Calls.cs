using System.Runtime.CompilerServices;
using SignalK.Wasm.Managed.Handlers;

namespace SignalK.Wasm.Managed;

/// <summary>Entering functions, instances and the host.</summary>
sealed unsafe partial class Machine
{
    // [0] the call, [1] its return, [2] the return from another instance.
    readonly Insn[] _stubs = MakeStubs();
    WasmValue[] _hostValues = new WasmValue[32];
    int _hostTop;

    /// <summary>Number of the current instance in its store.</summary>
    public int InstanceId;

    // Where the loop of Invoke goes on after a slow path; null is the end.
    Insn* _resumeIp;
    ulong* _resumeFp;

    public byte* MemoryBase => Instance!.Memory is { } memory ? memory.Base : null;

    public Insn* LeaveStub => (Insn*)Unsafe.AsPointer(ref _stubs[2]);

    static Insn[] MakeStubs()
    {
        var stubs = GC.AllocateArray<Insn>(3, pinned: true);
        stubs[0].Op = Singleton<CallImport>.Handler;
        stubs[1].Op = Singleton<Exit>.Handler;
        stubs[2].Op = Singleton<LeaveInstance>.Handler;
        return stubs;
    }

    /// <summary>
    /// Runs a function of an instance to its end; arguments and results are at <see cref="Top"/>. True when it returned.
    /// </summary>
    public bool Invoke(ulong reference)
    {
        var frame = FrameTop;
        var depth = _instanceDepth;
        var instance = Instance;
        var top = Top;
        Trap = WasmTrap.None;
        if (EnterInstance(reference, top) && PushFrame((Insn*)Unsafe.AsPointer(ref _stubs[1]), top))
        {
            ResumeAt(Begin(Functions[reference].Index, top), top);
            while (_resumeIp != null)
            {
                var ip = _resumeIp;
                _resumeIp = null;
                ip->Op.Run(ip, _resumeFp, MemoryBase, this, 0);
            }
        }
        FrameTop = frame;
        while (_instanceDepth > depth)
            _instanceFrames[--_instanceDepth].Instance = null!;
        Top = top;
        Switch(instance);
        return Trap == WasmTrap.None;
    }

    /// <summary>Calls a function of the host as its guest would; arguments and results are at <see cref="Top"/>.</summary>
    public bool InvokeHost(ulong reference)
    {
        Trap = WasmTrap.None;
        return CallHost(reference, Top);
    }

    /// <summary>Makes the owner of a function current and the function ready to run in a new frame.</summary>
    public bool EnterInstance(ulong reference, ulong* callee)
    {
        var record = Functions[reference];
        Switch(Store.InstanceAt(record.Instance));
        while (true)
        {
            var enter = Entries[record.Index];
            if ((byte*)callee + enter->A <= StackEnd && Fuel > 1)
                return true;
            if (!MakeReady(record.Index, callee, newFrame: false))
                return false;
        }
    }

    /// <summary>
    /// What keeps a call from running: not translated yet, no stack, no fuel in the slice. False with a trap when it may not.
    /// </summary>
    public bool MakeReady(int function, ulong* callee, bool newFrame)
    {
        var enter = Entries[function];
        if (enter->A == NotTranslated.FrameSize)
        {
            Instance!.Code.Translate(function);
            return true;
        }
        if ((newFrame && FrameTop == FrameEnd) || (byte*)callee + enter->A > StackEnd)
        {
            EndWith(WasmTrap.StackOverflow);
            return false;
        }
        return Fuel > 1 || Refuel(1);
    }

    public bool PushFrame(Insn* @return, ulong* fp)
    {
        if (FrameTop == FrameEnd)
        {
            EndWith(WasmTrap.StackOverflow);
            return false;
        }
        *FrameTop++ = new CallFrame { Return = @return, Fp = fp };
        return true;
    }

    /// <summary>Zeroes locals and charges the first block of a function that is ready.</summary>
    public Insn* Begin(int function, ulong* callee)
    {
        var enter = Entries[function];
        Fuel -= (long)enter->Imm;
        new Span<byte>((byte*)callee + enter->B, enter->C - enter->B).Clear();
        return enter + 1;
    }

    public void PushInstance(Insn* @return, ulong* fp)
    {
        if (_instanceDepth == _instanceFrames.Length)
            Array.Resize(ref _instanceFrames, _instanceDepth * 2);
        _instanceFrames[_instanceDepth++] = new InstanceFrame { Return = @return, Fp = fp, Instance = Instance! };
    }

    public void ResumeAt(Insn* ip, ulong* fp)
    {
        _resumeIp = ip;
        _resumeFp = fp;
    }

    /// <summary>Calls a function of the host or of another instance.</summary>
    public void CallAnywhere(Insn* ip, ulong* fp, ulong reference)
    {
        var callee = (ulong*)((byte*)fp + ip->A);
        if (Functions[reference].IsHost)
        {
            if (CallHost(reference, callee))
                ResumeAt(ip + 1, fp);
            return;
        }
        PushInstance(ip + 1, fp);
        if (EnterInstance(reference, callee) && PushFrame(LeaveStub, callee))
            ResumeAt(Begin(Functions[reference].Index, callee), callee);
    }

    /// <summary>The same in place of the current frame.</summary>
    public void TailCallAnywhere(Insn* ip, ulong* fp, ulong reference)
    {
        ReturnCall.MoveArguments(ip, fp);
        if (Functions[reference].IsHost)
        {
            if (!CallHost(reference, fp))
                return;
            var frame = --FrameTop;
            ResumeAt(frame->Return, frame->Fp);
            return;
        }
        if (Functions[reference].Instance != InstanceId)
            ReplaceFrame();
        if (EnterInstance(reference, fp))
            ResumeAt(Begin(Functions[reference].Index, fp), fp);
    }

    /// <summary>Goes back to the instance that called this one.</summary>
    public void LeaveInstance()
    {
        ref var frame = ref _instanceFrames[--_instanceDepth];
        Switch(frame.Instance);
        frame.Instance = null!;
        ResumeAt(frame.Return, frame.Fp);
    }

    /// <summary>
    /// Before a tail call into another instance: its return has to restore this one. When that is already so for the frame's
    /// own caller, nothing is added, and instances may tail-call each other for ever.
    /// </summary>
    public void ReplaceFrame()
    {
        var frame = FrameTop - 1;
        if (frame->Return == LeaveStub)
            return;
        PushInstance(frame->Return, frame->Fp);
        frame->Return = LeaveStub;
    }

    /// <summary>Calls a function of the host; arguments and results are at <paramref name="callee"/>.</summary>
    public bool CallHost(ulong reference, ulong* callee)
    {
        var function = Store.HostFunctionAt(reference);
        var layout = function.Layout;
        var top = Top;
        var hostTop = _hostTop;
        var needed = hostTop + layout.Parameters.Length + layout.Results.Length;
        if (needed > _hostValues.Length)
            Array.Resize(ref _hostValues, needed * 2);
        _hostTop = needed;
        Top = callee + layout.Slots;
        var returned = Guarded(function, callee, hostTop);
        Top = top;
        _hostTop = hostTop;
        if (Instance?.Memory is { } memory)
            MemoryLength = (ulong)memory.Length;
        if (returned && Store.Gate.Stopping)
        {
            EndWith(Store.Gate.StopReason);
            return false;
        }
        return returned;
    }

    bool Guarded(ManagedHostFunction function, ulong* callee, int hostTop)
    {
        var layout = function.Layout;
        var arguments = _hostValues.AsSpan(hostTop, layout.Parameters.Length);
        var results = _hostValues.AsSpan(hostTop + layout.Parameters.Length, layout.Results.Length);
        try
        {
            Store.Read(layout.Parameters, callee, arguments);
            results.Clear();
            function.Body(new WasmHostCall(function.Scope), arguments, results);
            Store.Write(layout.Results, results, callee);
            return true;
        }
        catch (WasmTrapException exception)
        {
            EndWith(exception.Trap, exception.Detail, exception.ExitCode);
        }
#pragma warning disable CA1031 // Whatever the host throws is the guest's trap.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            EndWith(WasmTrap.HostError, exception.Message, 0);
        }
        return false;
    }
}
