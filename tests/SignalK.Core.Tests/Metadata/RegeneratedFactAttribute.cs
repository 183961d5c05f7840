using System.ComponentModel;
using System.Diagnostics;

namespace SignalK.Core.Tests.Metadata;

/// <summary>Runs the generator once; the test is skipped where node or the package cannot be had.</summary>
internal sealed class RegeneratedFactAttribute : FactAttribute
{
    public static Lazy<(string Committed, string? Text, string? Skip)> Result { get; } = new(Generate);

    public RegeneratedFactAttribute() => Skip = Result.Value.Skip!;

    private static (string Committed, string? Text, string? Skip) Generate()
    {
        var folder = Repository.Of("src/SignalK.Core/Metadata");
        var committed = Path.Combine(folder, "SpecificationTable.g.cs");
        var output = Path.GetTempFileName();
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "generator/generate.mjs"), output])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var error = node.StandardError.ReadToEndAsync();
            if (!node.WaitForExit(TimeSpan.FromSeconds(90)))
            {
                node.Kill(entireProcessTree: true);
                return (committed, null, "the generator found no package within 90 s");
            }

            return node.ExitCode switch
            {
                0 => (committed, File.ReadAllText(output), null),
                3 => (committed, null, error.Result.Trim()),
                _ => (committed, error.Result, null),
            };
        }
        catch (Win32Exception)
        {
            return (committed, null, "node is not installed");
        }
        finally
        {
            File.Delete(output);
        }
    }
}
