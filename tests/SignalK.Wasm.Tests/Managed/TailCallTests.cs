#pragma warning disable CS8500 // Instructions hold references, and are pinned.
using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SignalK.Wasm.Managed;
using SignalK.Wasm.Managed.Handlers;
using SignalK.Wasm.Managed.Translation;

namespace SignalK.Wasm.Tests.Managed;

/// <summary>A handler that does not end in a jump would let a guest's loop eat the native stack: each one is looked at.</summary>
public sealed unsafe class TailCallTests : IDisposable
{
    readonly ManagedEngine _engine = new();
    readonly IWasmStore _store;
    readonly byte* _memory = (byte*)NativeMemory.AllocZeroed(8192);

    public TailCallTests() => _store = _engine.CreateStore(WasmLimits.Default);

    public void Dispose()
    {
        _store.Dispose();
        _engine.Dispose();
        NativeMemory.Free(_memory);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Handlers_All_LeaveNoFrameBehind(bool deterministic)
    {
        HashSet<Handler> handlers = new(ReferenceEqualityComparer.Instance)
        {
            new Copy(), new CopyTwo(), new CopyVector(), new SetConstant(), new Select(), new SelectVector(), new Goto(),
            new GotoLoop(), new BranchTable(),
        };
        Collect(NumericOps.For(deterministic), handlers);
        Collect(SimdOps.For(deterministic), handlers);
        Collect(FusedOps.For(deterministic), handlers);
        Collect(typeof(AccessOps), handlers);
        Assert.True(handlers.Count > 700, $"{handlers.Count} handlers found");

        // Both from the same depth of the test's own stack.
        Assert.Empty(handlers.Where(handler => StackAfter(handler) != StackAfter(null)).Select(handler => handler.GetType()));
    }

    /// <summary>Where the native stack stands in the handler behind this one.</summary>
    nuint StackAfter(Handler? handler)
    {
        var code = GC.AllocateArray<Insn>(16, pinned: true);
        var probe = new Probe();
        Array.Fill(code, new Insn { Op = probe, A = 64 });
        code[0] = new Insn { Op = handler ?? probe, A = 64, B = 128, C = 192, D = 256, E = 320 };
        // A value that every conversion takes: 1.0 in the upper half of an f64, a small f32, a small integer.
        var frame = (ulong*)_memory;
        new Span<ulong>(frame, 512).Fill(0x3FF0_0000_0000_0001);
        using Machine machine = new((ManagedStore)_store, 10) { Fuel = 1_000_000, MemoryLength = 4096 };
        var ip = (Insn*)Unsafe.AsPointer(ref code[0]);
        ip->Op.Run(ip, frame, _memory + 4096, machine, 0);
        Assert.True(probe.Stack != 0, $"{handler?.GetType()} ended the guest: {machine.Trap}");
        return probe.Stack;
    }

    static void Collect(object from, HashSet<Handler> into)
    {
        var type = from as Type ?? from.GetType();
        var target = from is Type ? null : from;
        const BindingFlags all = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        foreach (var field in type.GetFields(all).Where(field => target is not null || field.IsStatic))
        {
            if (!field.Name.StartsWith("s_normal", StringComparison.Ordinal)
                && !field.Name.StartsWith("s_deterministic", StringComparison.Ordinal))
            {
                CollectValue(field.GetValue(target), into);
            }
        }
    }

    static void CollectValue(object? value, HashSet<Handler> into)
    {
        switch (value)
        {
            case Handler handler:
                into.Add(handler);
                break;
            case IDictionary dictionary:
                foreach (var item in dictionary.Values)
                    CollectValue(item, into);
                break;
            case IEnumerable items and not string:
                foreach (var item in items)
                    CollectValue(item, into);
                break;
            case ITuple tuple:
                for (var i = 0; i < tuple.Length; i++)
                    CollectValue(tuple[i], into);
                break;
            case BinaryOps or CompareOps:
                Collect(value, into);
                break;
        }
    }

    sealed class Probe : Handler
    {
        public nuint Stack { get; private set; }

        [MethodImpl(Hot)]
        public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc) => Stack = StackPointer();

        [MethodImpl(MethodImplOptions.NoInlining)]
        static nuint StackPointer()
        {
            byte here;
            return (nuint)(&here);
        }
    }
}
