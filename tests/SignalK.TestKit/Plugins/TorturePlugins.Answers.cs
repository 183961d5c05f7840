using System.Text;
using SignalK.Wasm.Tests.Contract;

namespace SignalK.TestKit.Plugins;

public static partial class TorturePlugins
{
    /// <summary>A GET at each poll that is never answered.</summary>
    public static HandPlugin HangingFetch(string url)
    {
        var module = new HandModule(("sk_fetch", "iiii:i"));
        var body = module.Push(new Code(), $$"""{"url":"{{url}}"}""").I32Const(8192).I32Const(4096).Call(module["sk_fetch"]);
        module.Function("poll", ":i", body);
        return Torture("hanging-fetch", module);
    }

    /// <summary>GETs without a pause between them.</summary>
    public static HandPlugin FetchFlood(string url)
    {
        var module = new HandModule(("sk_fetch", "iiii:i"));
        var once = module.Push(new Code(), $$"""{"url":"{{url}}"}""").I32Const(8192).I32Const(4096).Call(module["sk_fetch"]).Drop();
        module.Function("poll", ":i", new Code().Times(0, Many, once).I32Const(0), locals: 1);
        return Torture("fetch-flood", module);
    }

    public static HandPlugin FileOfConfigurationIsNoJson() =>
        new("torture-configuration", new HandModule().Build()) { Configuration = "{\"enabled\": tru" + new string('\0', 512) };

    /// <summary>Saves what is no JSON, and more than any configuration has, in place of its configuration.</summary>
    public static HandPlugin SavesNoJson()
    {
        var module = new HandModule(("sk_save_config", "ii:i"));
        var round = module.Push(new Code(), "{\"configuration\":").Call(module["sk_save_config"]).Drop()
            .I32Const(0).I32Const(500_000).Call(module["sk_save_config"]).Drop()
            .I32Const(-1).I32Const(-1).Call(module["sk_save_config"]).Drop();
        module.Function("poll", ":i", new Code().Times(0, Many, round).I32Const(0), locals: 1);
        return Torture("saves-no-json", module);
    }

    /// <summary>64 KB as name, schema, endpoint's answer and resources: exactly what fits.</summary>
    public static HandPlugin LargeAnswers() => Answers("large-answers", static most => most);

    /// <summary>Lengths that are no lengths of what it was given room for.</summary>
    public static HandPlugin WrongAnswers() => Answers("wrong-answers", static most => most == 8192 ? int.MaxValue : -1);

    static HandPlugin Answers(string name, Func<int, int> length)
    {
        var module = new HandModule(("sk_register_resource_provider", "ii:i"));
        // Fills the buffer with a JSON text of that length: an object with one long name.
        Code Fill(int output, int room) => new Code()
            .LocalGet(output).I32Const('x').I32Const(room).Op(0xFC, 0x0B, 0)
            .LocalGet(output).I32Const('{' | ('"' << 8)).Op(0x3B, 0, 0)
            .LocalGet(output).I32Const(room - 4).Op(0x6A).I32Const(BitConverter.ToInt32(Encoding.ASCII.GetBytes("\":1}"))).Op(0x36, 0, 0)
            .I32Const(length(room));
        module.Function("plugin_name", "ii:i", Fill(0, 8192));
        module.Function("plugin_schema", "ii:i", Fill(0, 8192));
        module.Function("http_endpoints", "ii:i", module.Answer(Endpoints, output: 0));
        module.Function("plugin_start", "ii:i", module.Push(new Code(), Resource).Call(module["sk_register_resource_provider"]).Drop().I32Const(0));
        module.Function("handle_get", "iiii:i", Fill(2, 65_536));
        module.Function("resources_list_resources", "iiii:i", Fill(2, 65_536));
        return Torture(name, module);
    }
}
