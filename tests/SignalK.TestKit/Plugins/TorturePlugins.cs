using SignalK.Wasm.Tests.Contract;

namespace SignalK.TestKit.Plugins;

/// <summary>Plugins that do the worst they can, and one that only wants to work.</summary>
public static partial class TorturePlugins
{
    const string Everything =
        """{"network":true,"rawSockets":true,"putHandlers":true,"resourceProvider":true,"serverEvents":true,"httpEndpoints":true}""";

    const string Endpoints = """[{"method":"GET","path":"/api/get","handler":"handle_get"}]""";
    const string PutPath = "torture.switch";
    const string Resource = "tortures";

    // One that says how many calls it takes to fill a call's time at least.
    const int Many = 1_000_000;

    /// <summary>Of the boat's speed.</summary>
    public static HandPlugin Witness { get; } = WitnessOf("navigation.speedOverGround");

    /// <summary>All that need nothing of the outside.</summary>
    public static IReadOnlyList<HandPlugin> All => field ??=
    [
        .. LoopEntries.Select(Loop),
        .. TrapEntries.Select(Trap),
        AllocationBomb(), LogFlood(), ErrorFlood(), StatusFlood(), DeltaFlood(), OwnDeltaFlood(), GarbageFlood(), EventFlood(), ReadFlood(), SocketFlood(),
        FileOfConfigurationIsNoJson(), SavesNoJson(), LargeAnswers(), WrongAnswers(), RegistrationFlood(),
    ];

    public static HandPlugin Find(string name) => All.Single(p => p.Name == name);

    /// <summary>Hears one path, and answers each of its values with a value of its own.</summary>
    public static HandPlugin WitnessOf(string path)
    {
        var module = new HandModule(("sk_handle_message", "iii:"));
        var text = """{"updates":[{"values":[{"path":"witness.heard","value":1}]}]}""";
        module.Function("delta_handler", "ii:", module.Push(new Code(), text).I32Const(1).Call(module["sk_handle_message"]));
        return new HandPlugin("witness", module.Build()) { Subscriptions = $"[\"{path}\"]" };
    }

    static HandPlugin Torture(string name, HandModule module) => new("torture-" + name, module.Build(), Everything);
}
