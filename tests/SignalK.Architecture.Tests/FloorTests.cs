using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SignalK.Architecture.Tests;

public class FloorTests
{
    [Fact]
    public void Projects_All_StandOnAFloor() =>
        Assert.All(House.Projects, project => Assert.Contains(Path.GetFileNameWithoutExtension(project), House.Floors.Keys));

    [Fact]
    public void References_All_PointDown()
    {
        var wrong = from project in House.Projects
                    let name = Path.GetFileNameWithoutExtension(project)
                    from reference in House.References(project)
                    where !House.Floors.TryGetValue(reference, out var floor) || floor >= House.Floors[name]
                    select $"{name} -> {reference}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void References_Wasm_UsesNothingOfSignalK() =>
        Assert.Empty(House.References(Repository.Of("src/SignalK.Wasm/SignalK.Wasm.csproj")));

    [Theory]
    [InlineData("SignalK.Nmea0183")]
    public void Codec_Compiled_DoesNoInputOrOutput(string assembly)
    {
        string[] outside = ["System.Net.", "System.IO.File", "System.IO.Directory", "System.Threading.Timer", "Microsoft.Extensions.Logging."];
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var used = metadata.TypeReferences
            .Select(metadata.GetTypeReference)
            .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}");
        Assert.DoesNotContain(used, type => outside.Any(prefix => type.StartsWith(prefix, StringComparison.Ordinal)));
    }
}
