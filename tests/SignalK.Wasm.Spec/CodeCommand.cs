using System.Globalization;
using SignalK.Wasm.Binary;
using SignalK.Wasm.Managed;
using SignalK.Wasm.Managed.Translation;

namespace SignalK.Wasm.Spec;

/// <summary>Prints what the managed engine makes of a function: the way to see what a change of the translator does.</summary>
static class CodeCommand
{
    public static int Run(ReadOnlySpan<string> args)
    {
        if (args.Length != 2)
        {
            Console.Error.WriteLine("usage: code FILE.wasm EXPORT|INDEX");
            return 2;
        }
        if (!ModuleDecoder.TryDecode(File.ReadAllBytes(args[0]), WasmLimits.Default, out var module, out var refusal))
        {
            Console.Error.WriteLine(refusal);
            return 1;
        }
        var name = args[1];
        var function = int.TryParse(name, CultureInfo.InvariantCulture, out var index)
            ? index
            : module.Exports.Single(export => export.Kind == WasmExternKind.Function && export.Name == name).Index
                - module.ImportedFunctions;
        var code = new Translator(module, deterministic: false).Translate(function);
        for (var i = 0; i < code.Length; i++)
            Console.WriteLine($"{i,5} {Name(code[i].Op.GetType()),-44} A={code[i].A} B={code[i].B} C={code[i].C} D={code[i].D} E={code[i].E} F={code[i].F}");
        return 0;
    }

    static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
