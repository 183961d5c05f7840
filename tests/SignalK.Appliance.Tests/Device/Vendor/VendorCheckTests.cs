using SignalK.Appliance.Device.Vendor;
using SignalK.Plugins.Packages.Install;

namespace SignalK.Appliance.Tests.Device.Vendor;

public sealed class VendorCheckTests : IDisposable
{
    readonly VendorFolder _vendor = new();

    [Fact]
    public async Task Run_TheExample_IsRight() => Assert.Empty(await _vendor.CheckAsync());

    [Theory]
    [InlineData("\"Example Marine\"", "", "vendor.json, line 5, column 11, name: there is no value here")]
    [InlineData("\"Navigator 5\"", "\"A model with a name that nobody has room to print\"", "vendor.json, line 6, column 13, model: is too long or has control characters: write one line of at most 40 letters")]
    [InlineData("\"colours\"", "\"colour\"", "vendor.json, line 16, column 3, colour: is not known: write \"colours\"")]
    [InlineData("#0b6e4f", "green", "vendor.json, line 16, column 27, colours.accent: \"green\" is no colour: write six hexadecimal digits, such as \"#0b6e4f\"")]
    [InlineData("https://example.com/navigator/channel.json", "example.com", "vendor.json, line 19, column 15, channel: \"example.com\" is no address: write one that begins with https://")]
    [InlineData("#0b6e4f", "#ffe14d", "vendor.json, colours.accent: #ffe14d can hardly be read on #eef3f6 (contrast 1.2, 3 at the least): take a darker one")]
    [InlineData("logo.svg", "../logo.svg", "vendor.json, line 13, column 12, logo: \"../logo.svg\" is no picture beside vendor.json: write the name of a .svg or .png file there")]
    [InlineData("logo.svg", "brand.svg", "vendor.json, logo: there is no brand.svg beside it")]
    [InlineData("signalk-example-dew-point", "dew-point", "vendor.json, plugins.dew-point: no package of that name is in plugins/; there are signalk-example-dew-point")]
    [InlineData("\"locked\": true", "\"grants\": { \"serialports\": true }", "vendor.json, line 25, column 46, plugins.signalk-example-dew-point.grants: grants.serialports is no capability that we know")]
    public async Task Run_AMistakeInVendorJson_IsNamedWithItsPlace(string right, string wrong, string said)
    {
        _vendor.Change(VendorKit.InfoFile, right, wrong);
        Assert.Contains(said, (await _vendor.CheckAsync()).Select(mistake => mistake.ToString()));
    }

    [Theory]
    [InlineData("/dev/ttyS1", "ttyS1", "boards/pc/board.json, line 6, column 41, ports[1].device: \"ttyS1\" is no device: write its name below /dev/, such as \"/dev/ttyAMA0\"")]
    [InlineData("NMEA 0183 B", "nmea-0183-a", "boards/pc/board.json, line 7, column 16, ports[2].name: another port is called \"nmea-0183-a\" already")]
    [InlineData(", \"can\": \"can0\"", "", "boards/pc/board.json, line 8, column 16, ports[3].name: \"NMEA 2000\" needs either \"device\": \"/dev/...\" or \"can\": \"can0\"")]
    [InlineData("\"safeModeSeconds\": 5, \"factoryResetSeconds\": 15", "\"safeModeSeconds\": 8, \"factoryResetSeconds\": 10", "boards/pc/board.json, line 15, column 114, button.factoryResetSeconds: 10 is too near to the 8 seconds of safe mode: write 13 or more")]
    [InlineData("\"fault\": \"fault\"", "\"fault\": \"../fault\"", "boards/pc/board.json, line 12, column 78, leds.fault: \"../fault\" is no light: write its name as it is in /sys/class/leds")]
    public async Task Run_AMistakeInBoardJson_IsNamedWithItsPlace(string right, string wrong, string said)
    {
        _vendor.Change("boards/pc/board.json", right, wrong);
        Assert.Contains(said, (await _vendor.CheckAsync()).Select(mistake => mistake.ToString()));
    }

    [Fact]
    public async Task Run_AnOverlayThatIsNotInTheRepository_IsNamed()
    {
        _vendor.Change("boards/rpi5/board.json", "mcp2515,", "mcp2517,");
        Assert.Contains("boards/rpi5/board.json, line 12, column 17, overlays[1]: there is no overlay \"mcp2517\"; there are bcm2712d0, i2c1, mcp2515, uart0", (await _vendor.CheckAsync()).Select(mistake => mistake.ToString()));
    }

    [Fact]
    public async Task Run_AFolderOfMistakes_NamesEach()
    {
        File.WriteAllText(_vendor["logo.svg"], "a letter");
        File.WriteAllText(_vendor["plugins/broken.tgz"], "no archive");
        File.WriteAllText(_vendor["plugins/plugin.wasm"], "no package");
        File.WriteAllText(_vendor["config/settings.json"], """{ "port": "three thousand" }""");
        File.WriteAllText(_vendor["key.pem"], "-----BEGIN PRIVATE KEY-----\n");
        var mistakes = (await _vendor.CheckAsync()).Select(mistake => mistake.ToString()).ToList();

        Assert.Equal(5, mistakes.Count);
        Assert.Contains("logo.svg: is no SVG picture: it has no <svg", mistakes);
        Assert.Contains(mistakes, mistake => mistake.StartsWith("plugins/broken.tgz: ", StringComparison.Ordinal));
        Assert.Contains("plugins/plugin.wasm: is no package: npm pack makes a .tgz", mistakes);
        Assert.Contains(mistakes, mistake => mistake.StartsWith("config/settings.json, port: ", StringComparison.Ordinal));
        Assert.Contains("key.pem: holds a private key, which must never lie here: keep it elsewhere and name it with SIGNING_KEY", mistakes);
    }

    /// <summary>The package is built by hand, <c>npm pack</c> in artifacts/plugins/dew-point; it must not fall behind its source.</summary>
    [Fact]
    public async Task Package_OfTheExample_IsThatOfTheSources()
    {
        await using var package = File.OpenRead(_vendor["plugins/signalk-example-dew-point-1.0.0.tgz"]);
        var manifest = await PackageInstaller.InspectAsync(package, InstallOptions.Default, folder => File.ReadAllText(Path.Combine(folder, "package.json")), CancellationToken.None);
        Assert.Equal(File.ReadAllText(Repository.Of("src/plugin-sdk/examples/dew-point/package.json")), manifest);
    }

    public void Dispose() => _vendor.Dispose();
}
