using SignalK.Server.Machine;

namespace SignalK.Server.Tests.Machine;

public sealed class VendorRoutesTests
{
    private static readonly VendorMark s_vendor = new("Smith & Sons", "Model 1")
    {
        Url = new Uri("https://example.com/"),
        Accent = "#0b6e4f",
        AccentDark = "#5fd3a8",
        Logo = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray(),
        LogoName = "logo.svg",
        Ports = [("NMEA 0183 A", "/dev/ttyS1")],
    };

    [Fact]
    public async Task Get_OfAVendorsUnit_TellsWhoseItIs()
    {
        await using var boat = await Boat.StartAsync(machine: new MachineServices { Vendor = s_vendor });

        var vendor = (await boat.GetAsync("/skServer/machine")).Json.GetProperty("vendor");
        Assert.Equal(
            """{"name":"Smith \u0026 Sons","model":"Model 1","url":"https://example.com/","logo":true,"ports":[{"name":"NMEA 0183 A","device":"/dev/ttyS1"}]}""",
            vendor.GetRawText().Replace("Smith & Sons", "Smith \\u0026 Sons", StringComparison.Ordinal));
        Assert.Equal(":root:not(.night) { --accent: light-dark(#0b6e4f, #5fd3a8); }\n", (await boat.GetAsync("/page/vendor.css")).Text);

        using var logo = await boat.Client.GetAsync(new Uri(boat.Url, "/page/vendor-logo"));
        Assert.Equal("image/svg+xml", logo.Content.Headers.ContentType?.MediaType);
        // Opened by itself it runs nothing.
        Assert.StartsWith("default-src 'none'", logo.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task Get_OfAUnitOfNobody_ChangesNothing()
    {
        await using var boat = await Boat.StartAsync();
        Assert.False((await boat.GetAsync("/skServer/machine")).Json.TryGetProperty("vendor", out _));
        Assert.Equal("", (await boat.GetAsync("/page/vendor.css")).Text);
        Assert.Equal(404, (await boat.GetAsync("/page/vendor-logo")).Status);
    }

    [Fact]
    public async Task Look_AtTheChannel_ShowsTheOffer()
    {
        var channel = new Channel();
        await using var boat = await Boat.StartAsync(machine: new MachineServices { Channel = channel });
        Assert.False((await boat.GetAsync("/skServer/machine")).Json.TryGetProperty("offer", out _));

        Assert.Equal(200, (await boat.SendAsync(HttpMethod.Post, "/skServer/update/look", "")).Status);
        var offer = (await boat.GetAsync("/skServer/machine")).Json.GetProperty("offer");
        Assert.Equal(("1.4.0", "https://example.com/a.raucb"), (offer.GetProperty("version").GetString(), offer.GetProperty("url").GetString()));

        channel.Fault = "example.com cannot be reached";
        Assert.Equal(502, (await boat.SendAsync(HttpMethod.Post, "/skServer/update/look", "")).Status);
    }

    [Fact]
    public async Task Get_AWebApplicationThatCameWithTheUnit_IsServed()
    {
        var package = Directory.CreateTempSubdirectory("shipped");
        File.WriteAllText(Path.Combine(package.FullName, "package.json"), """{"name":"panel","version":"1.0.0","keywords":["signalk-webapp"]}""");
        File.WriteAllText(Path.Combine(package.CreateSubdirectory("public").FullName, "index.html"), "<h1>Panel</h1>");
        try
        {
            // The unit's first start: there is no node_modules yet.
            await using var boat = await Boat.StartAsync(new ServerOptions { ConfigDirectory = "/nowhere", ShippedPackages = [package.FullName] });
            Assert.Equal("<h1>Panel</h1>", (await boat.GetAsync("/panel/")).Text);
        }
        finally
        {
            package.Delete(recursive: true);
        }
    }

    private sealed class Channel : IUpdateChannel
    {
        public UpdateOffer? Offer { get; private set; }

        public string? Fault { get; set; }

        public Task<string?> LookAsync(CancellationToken cancel)
        {
            Offer = new UpdateOffer("1.4.0", new Uri("https://example.com/a.raucb"), "");
            return Task.FromResult(Fault);
        }
    }
}
