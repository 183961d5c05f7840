using System.Buffers;
using SignalK.Plugins.Abi;
using SignalK.Plugins.Running;
using SignalK.Wasm;
using SignalK.Wasm.Tests.Contract;

namespace SignalK.Plugins.Tests.Abi;

/// <summary>Guests that give any number where a pointer or a length belongs: a call ends in a fault or a trap, never in an exception.</summary>
public class HostileTests
{
    const int MemoryBytes = 4 * 65536;

    static readonly int[] s_wild =
    [
        0, 1, 3, 4, 7, 8, 16, 512, 1024, 4095, MemoryBytes - 8, MemoryBytes - 4, MemoryBytes - 1, MemoryBytes, MemoryBytes + 1,
        int.MaxValue, int.MaxValue - 7, int.MinValue, -1, -2, -4, -8, -16,
    ];

    public static TheoryData<string> AllEngines => Engines.All;

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void AnyGuest_AnyNumbers_NothingIsThrown(string engine)
    {
        Random random = new(20260822);
        for (var round = 0; round < (engine == Engines.Managed ? 400 : 100); round++)
        {
            RecordingHost host = new()
            {
                OnFetch = (_, _) => new FetchReply(200, new byte[random.Next(2) == 0 ? 10 : 300_000]),
                Incoming = new byte[random.Next(3000)],
            };
            using var guest = Guests.Create(engine, Wild(random), host, Guests.Options with { StartFuel = 100_000 });
            guest.SetBudget(100_000, TimeSpan.FromSeconds(30));
            Exercise(guest, random);
        }
    }

    static void Exercise(Guest guest, Random random)
    {
        ArrayBufferWriter<byte> answer = new();
        var text = new byte[random.Next(600)];
        random.NextBytes(text);
        Check(guest.Name(out _));
        Check(guest.Schema(out _));
        Check(guest.HttpEndpoints(out _));
        Check(guest.Start(text, out _));
        Check(guest.HandleDelta(text));
        Check(guest.HandleEvent(text));
        Check(guest.Poll(out _));
        foreach (var shape in Enum.GetValues<AskShape>())
        {
            answer.ResetWrittenCount();
            var max = random.Next(2) == 0 ? Guest.SmallAnswer : 4;
            var call = Check(guest.Ask("ask", text, shape, max, answer));
            Assert.InRange(answer.WrittenCount, 0, max);
            Assert.True(call.Returned || answer.WrittenCount == 0 || call.Outcome.Trap != WasmTrap.None, call.ToString());
        }
        Check(guest.Stop(out _));
    }

    // An exception of ours would have become this trap.
    static GuestCall Check(GuestCall call)
    {
        Assert.True(call.Outcome.Trap != WasmTrap.HostError || call.Outcome.Message!.EndsWith("without __new", StringComparison.Ordinal), call.ToString());
        return call;
    }

    /// <summary>A module of either kind whose every answer is wild, and whose exports call imports with wild arguments.</summary>
    static byte[] Wild(Random random)
    {
        var isScript = random.Next(2) == 0;
        var names = ImportTable.Names.Where(name => !name.StartsWith("Math.", StringComparison.Ordinal)).ToArray();
        random.Shuffle(names);
        ModuleBuilder module = new();
        var imports = names.Take(8).Select(name => Declare(module, name, random)).ToArray();
        module.Memory(4, random.Next(2) == 0 ? 4u : 8u);
        var memory = new byte[4096];
        for (var i = 0; i < memory.Length; i += 4)
            BitConverter.TryWriteBytes(memory.AsSpan(i), random.Next(3) == 0 ? random.Next(5) : Number(random));
        module.Data(0, memory);
        foreach (var (name, type) in ((string, string)[])[
            (isScript ? "__new" : "allocate", isScript ? "ii:i" : "i:i"), ("deallocate", "ii:"), ("__unpin", "i:"), ("__pin", "i:i"),
            ("plugin_id", ":i"), ("plugin_name", isScript ? ":i" : "ii:i"), ("plugin_schema", "ii:l"), ("http_endpoints", ":i"), ("plugin_start", "ii:i"),
            ("plugin_stop", ":d"), ("poll", "iii:i"), ("delta_handler", "i:"), ("event_handler", "ii:"), ("responseHandler", "iiii:"),
            ("ask", isScript ? "i:i" : "iiii:i")])
        {
            // The runtime itself is often well-behaved, or nothing else would be reached.
            var isRuntime = name is "__new" or "allocate" or "__unpin" or "__pin" or "deallocate";
            Code body = new();
            if (!isRuntime)
            {
                for (var calls = random.Next(3); calls > 0; calls--)
                    CallWildly(body, imports[random.Next(imports.Length)], random);
            }
            var value = isRuntime && random.Next(4) > 0 ? 8192 : Number(random);
            _ = type[^1] switch { 'i' => body.I32Const(value), 'l' => body.I64Const(value), 'd' => body.F64Const(value), _ => body };
            module.Function(Signature.Parse(type), body, name);
        }
        return module.Build();
    }

    static (int Index, string Type) Declare(ModuleBuilder module, string name, Random random)
    {
        var parameters = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => random.Next(8) == 0 ? "lfd"[random.Next(3)] : 'i'));
        var type = $"{parameters}:{(random.Next(3) == 0 ? "" : "ild"[random.Next(3)].ToString())}";
        var dot = name.StartsWith("as-fetch.", StringComparison.Ordinal) ? name.IndexOf('.', StringComparison.Ordinal) : -1;
        return (module.Import(dot < 0 ? "env" : name[..dot], name[(dot + 1)..], Signature.Parse(type)), type);
    }

    static void CallWildly(Code body, (int Index, string Type) import, Random random)
    {
        foreach (var letter in import.Type[..import.Type.IndexOf(':', StringComparison.Ordinal)])
        {
            var number = Number(random);
            _ = letter switch
            {
                'l' => body.I64Const((long)number << random.Next(32)),
                'f' => body.F32Const(random.Next(4) == 0 ? float.NaN : number),
                'd' => body.F64Const(random.Next(4) == 0 ? double.NegativeInfinity : number * 1e10),
                _ => body.I32Const(number),
            };
        }
        body.Call(import.Index);
        if (import.Type[^1] != ':')
            body.Drop();
    }

    static int Number(Random random) => random.Next(4) switch
    {
        0 => random.Next(),
        1 => random.Next(MemoryBytes),
        2 => 4 * random.Next(1024),
        _ => s_wild[random.Next(s_wild.Length)],
    };
}
