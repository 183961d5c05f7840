using System.Security.Cryptography;
using System.Text.Json;

namespace SignalK.Wasm.Spec;

/// <summary>Runs one script of the suite's form in a store of its own.</summary>
sealed class ScriptRunner : IDisposable
{
    // The suite needs calls of any length and the depth of a real stack; random modules had 200 000 units for each call.
    const ulong RandomFuel = 200_000;

    static readonly WasmLimits s_limits = WasmLimits.Default with
    {
        MemoryBytes = 4L << 30,
        TableElements = 10_000_000,
        Instances = int.MaxValue,
        Fuel = WasmLimits.UnlimitedFuel,
        Deadline = Timeout.InfiniteTimeSpan,
        LocalsTimesLoops = long.MaxValue,
    };

    readonly IWasmEngine _engine;
    readonly SuiteFiles _files;
    readonly Tiers _tiers;
    readonly Tally _tally;
    readonly string _script, _folder;
    readonly IWasmStore _store;
    readonly SpecHost _host;
    readonly Dictionary<string, SpecInstance> _named = new(StringComparer.Ordinal);
    readonly Dictionary<string, SpecInstance> _registered = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _definitions = new(StringComparer.Ordinal);
    readonly WasmValue[] _arguments = new WasmValue[1000], _results = new WasmValue[1000];
    SpecInstance _current = new(null, Tiers.Other, "no module yet");

    /// <param name="Instance">Null when it was not made, for the reason given.</param>
    sealed record SpecInstance(IWasmInstance? Instance, string Tier, string Reason);

    public ScriptRunner(IWasmEngine engine, SuiteFiles files, Tiers tiers, Tally tally, string script)
    {
        (_engine, _files, _tiers, _tally, _script) = (engine, files, tiers, tally, script);
        _folder = Path.GetFileNameWithoutExtension(script);
        var random = !tiers.HasLevels;
        _store = engine.CreateStore(s_limits with { Fuel = random ? RandomFuel : WasmLimits.UnlimitedFuel });
        _host = new SpecHost(_store);
    }

    public void Dispose() => _store.Dispose();

    public void Run()
    {
        using var script = JsonDocument.Parse(_files.Read(_script));
        if (!script.RootElement.TryGetProperty("commands", out var commands))
            return;
        foreach (var command in commands.EnumerateArray())
            Run(command);
    }

    void Run(JsonElement command)
    {
        var kind = Text(command, "type");
        switch (kind)
        {
            case "module":
                Module(command);
                break;
            case "module_definition":
                Definition(command);
                break;
            case "module_instance":
                _current = _named[Text(command, "instance")] = Load(command, _definitions[Text(command, "module")]);
                break;
            case "register":
                _registered[Text(command, "as")] = Find(Text(command, "name", ""));
                Finish(command, Find(Text(command, "name", "")), null);
                break;
            case "assert_invalid" or "assert_malformed":
                Refused(command);
                break;
            case "assert_unlinkable" or "assert_uninstantiable":
                NotInstantiated(command, kind == "assert_unlinkable");
                break;
            case "assert_memory":
                Finish(command, _current, Memory(command));
                break;
            default:
                var instance = Find(Text(command.GetProperty("action"), "module", ""));
                Finish(command, instance, instance.Instance is null ? null : Action(command, kind, instance.Instance));
                break;
        }
    }

    void Module(JsonElement command)
    {
        if (ModuleFile(command) is not { Length: > 0 } file)
        {
            _tally.Skip(Tiers.Other);
            return;
        }
        _current = Load(command, file);
        if (Text(command, "name", "") is { Length: > 0 } name)
            _named[name] = _current;
    }

    void Definition(JsonElement command)
    {
        var file = ModuleFile(command);
        _definitions[Text(command, "name", "")] = file;
        var tier = _tiers.Of(file);
        if (_engine.TryLoad(Bytes(file), s_limits, out var module, out var refusal))
        {
            module.Dispose();
            _tally.Pass(tier);
        }
        else if (refusal.Kind == WasmRefusalKind.Limit)
        {
            // A definition is never instantiated: it has to be valid, and a limit says that it is (a table of 4 294 967 295).
            _tally.Pass(tier);
        }
        else if (IsOptional(tier))
        {
            _tally.Skip(tier);
        }
        else
        {
            _tally.Fail(tier, $"{_script}:{command.GetProperty("line")} {refusal}");
        }
    }

    SpecInstance Load(JsonElement command, string file)
    {
        var tier = _tiers.Of(file);
        SpecInstance made;
        if (!_engine.TryLoad(Bytes(file), s_limits, out var module, out var refusal))
        {
            made = new SpecInstance(null, tier, refusal.ToString());
        }
        else
        {
            var result = _store.Instantiate(module, Resolve);
            made = new SpecInstance(result.Instance, tier, result.ToString());
        }
        Finish(command, made, null);
        return made;
    }

    /// <summary>Counts a command on an instance; what acts on a module of 3.0 that is rightly refused is skipped.</summary>
    void Finish(JsonElement command, SpecInstance instance, string? failure)
    {
        var line = command.GetProperty("line").GetInt32();
        var tier = _tiers.Of(instance.Tier, _folder, line);
        if (instance.Instance is null)
        {
            if (IsOptional(tier))
                _tally.Skip(tier);
            else
                _tally.Fail(tier, $"{_script}:{line} {Text(command, "type")}: {instance.Reason}");
        }
        else if (failure is null)
        {
            _tally.Pass(tier);
        }
        else if (tier == Tiers.Newer && instance.Tier != Tiers.Newer)
        {
            // One of the commands on state that a refused 3.0 module would have left.
            _tally.Skip(tier);
        }
        else
        {
            _tally.Fail(tier, $"{_script}:{line} {Text(command, "type")}: {failure}");
        }
    }

    bool IsOptional(string tier) => tier is Tiers.Newer or Tiers.Other && _folder is not ("return_call" or "return_call_indirect");

    string? Action(JsonElement command, string kind, IWasmInstance instance)
    {
        var action = command.GetProperty("action");
        var field = Text(action, "field");
        if (Text(action, "type") == "get")
        {
            return instance.GetGlobal(field) is not { } global
                ? $"no global {field}"
                : Match(command, [global.Value], [global.Type.Value]);
        }
        if (instance.GetFunction(field) is not { } function)
            return $"no function {field}";
        var count = 0;
        foreach (var argument in action.GetProperty("args").EnumerateArray())
            _arguments[count++] = SpecValues.Parse(argument);
        var outcome = function.Call(_arguments.AsSpan(0, count), _results);
        switch (kind)
        {
            case "assert_trap" or "assert_exhaustion":
                return Trapped(outcome, Text(command, "text"));
            case "assert_return" or "action":
                if (!outcome.Returned)
                    return outcome.ToString();
                if (command.TryGetProperty("fuel", out var fuel) && outcome.FuelUsed != fuel.GetUInt64())
                    return $"burned {outcome.FuelUsed}, expected {fuel.GetUInt64()}";
                return kind == "action" ? null : Match(command, _results, function.Type.Results);
            default:
                return $"unknown command {kind}";
        }
    }

    static string? Match(JsonElement command, ReadOnlySpan<WasmValue> values, ReadOnlySpan<WasmValueType> types)
    {
        var expected = command.GetProperty("expected");
        if (expected.GetArrayLength() != types.Length)
            return $"{types.Length} results";
        for (var i = 0; i < types.Length; i++)
        {
            if (!SpecValues.Matches(expected[i], values[i], types[i]))
                return $"result {i} is {SpecValues.Show(values[i], types[i])}, expected {expected[i].GetRawText()}";
        }
        return null;
    }

    static string? Trapped(WasmOutcome outcome, string text)
    {
        var wanted = text switch
        {
            "unreachable" => WasmTrap.Unreachable,
            "integer divide by zero" => WasmTrap.DivisionByZero,
            "integer overflow" => WasmTrap.IntegerOverflow,
            "invalid conversion to integer" => WasmTrap.BadConversion,
            "call stack exhausted" => WasmTrap.StackOverflow,
            "indirect call type mismatch" => WasmTrap.BadSignature,
            _ when text.StartsWith("undefined element", StringComparison.Ordinal) => WasmTrap.TableOutOfBounds,
            _ when text.StartsWith("uninitialized", StringComparison.Ordinal) => WasmTrap.NullReference,
            _ when text.StartsWith("out of bounds memory", StringComparison.Ordinal) => WasmTrap.MemoryOutOfBounds,
            _ when text.StartsWith("out of bounds table", StringComparison.Ordinal) => WasmTrap.TableOutOfBounds,
            _ => WasmTrap.None,
        };
        return outcome.Trap == WasmTrap.None ? $"returned, expected: {text}"
            : wanted == WasmTrap.None || wanted == outcome.Trap ? null : $"{outcome.Trap.ToText()}, expected: {text}";
    }

    void Refused(JsonElement command)
    {
        if (ModuleFile(command) is not { Length: > 0 } file)
        {
            _tally.Skip(Tiers.Invalid);
            return;
        }
        if (_engine.TryLoad(Bytes(file), s_limits, out var module, out _))
        {
            module.Dispose();
            _tally.Fail(Tiers.Invalid, $"{_script}:{command.GetProperty("line")} accepted: {Text(command, "text")}");
            return;
        }
        _tally.Pass(Tiers.Invalid);
    }

    void NotInstantiated(JsonElement command, bool unlinkable)
    {
        var file = ModuleFile(command);
        var tier = _tiers.Of(file);
        if (!_engine.TryLoad(Bytes(file), s_limits, out var module, out var refusal))
        {
            Finish(command, new SpecInstance(null, tier, refusal.ToString()), null);
            return;
        }
        using (module)
        {
            var result = _store.Instantiate(module, Resolve);
            var good = unlinkable
                ? result.Refusal?.Kind == WasmRefusalKind.Link
                : result.Instance is null && result.Refusal is null;
            var line = command.GetProperty("line").GetInt32();
            var level = _tiers.Of(tier, _folder, line);
            if (good)
                _tally.Pass(level);
            else if (level == Tiers.Newer && tier != Tiers.Newer)
                _tally.Skip(level);
            else
                _tally.Fail(level, $"{_script}:{line} {Text(command, "type")}: {result}");
        }
    }

    string? Memory(JsonElement command)
    {
        var memory = _current.Instance?.GetMemory(Text(command, "field"));
        if (memory is null)
            return "no such memory";
        var pages = command.GetProperty("pages").GetUInt32();
        if (memory.Pages != pages)
            return $"{memory.Pages} pages, expected {pages}";
        var hash = Convert.ToHexStringLower(SHA256.HashData(memory.GetSpan(0, (uint)memory.Length)));
        return hash == Text(command, "sha256") ? null : "other bytes";
    }

    WasmExtern? Resolve(WasmImportType import) => import.Module == "spectest"
        ? _host.Find(import.Name)
        : _registered.TryGetValue(import.Module, out var instance) ? instance.Instance?.GetExport(import.Name) : null;

    SpecInstance Find(string name) => name.Length == 0 ? _current : _named[name];

    byte[] Bytes(string file) => _files.Read(SuiteFiles.Beside(_script, file));

    /// <summary>The binary to load, empty when the command has text only.</summary>
    static string ModuleFile(JsonElement command) =>
        command.TryGetProperty("binary_filename", out var binary) ? binary.GetString()!
        : Text(command, "filename") is var file && file.EndsWith(".wasm", StringComparison.Ordinal) ? file : "";

    static string Text(JsonElement element, string name, string? fallback = null) =>
        element.TryGetProperty(name, out var value) ? value.GetString()! : fallback ?? throw new FormatException($"no {name}");
}
