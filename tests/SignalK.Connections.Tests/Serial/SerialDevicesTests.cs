using SignalK.Connections.Options;
using SignalK.Connections.Serial;
using SignalK.Connections.Supervision;
using SignalK.TestKit;
using SignalK.TestKit.Serial;

namespace SignalK.Connections.Tests.Serial;

public sealed class SerialDevicesTests : IDisposable
{
    private readonly SerialShelf _shelf = new();

    private SerialHost Host => new(_shelf.Root);

    private IEnumerable<string> Ids => SerialDevices.Find(Host).Select(static d => d.Id);

    public void Dispose() => _shelf.Dispose();

    [Fact]
    public void Find_AdapterWithSerialNumber_IsNamedById()
    {
        Usb("ttyUSB0", "1-1.2", serial: "A50285BI");
        _shelf.Plug("usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0", _shelf.Under("dev/ttyUSB0"));
        _shelf.Link("dev/serial/by-path/platform-usb-0:1.2:1.0-port0", _shelf.Under("dev/ttyUSB0"));

        var device = Assert.Single(SerialDevices.Find(Host));
        Assert.Equal("FTDI-FT232R-USB-UART-A50285BI", device.Id);
        Assert.EndsWith("by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0", device.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_TwoAdaptersWithoutSerialNumber_AreToldApartByPath()
    {
        Usb("ttyUSB0", "1-1.1", serial: null);
        Usb("ttyUSB1", "1-1.2", serial: null);
        _shelf.Plug("usb-1a86_USB_Serial-if00-port0", _shelf.Under("dev/ttyUSB1"));
        _shelf.Link("dev/serial/by-path/pci-0:1.1:1.0-port0", _shelf.Under("dev/ttyUSB0"));
        _shelf.Link("dev/serial/by-path/pci-0:1.2:1.0-port0", _shelf.Under("dev/ttyUSB1"));

        Assert.Equal(["pci-0-1-1-1-0-port0", "pci-0-1-2-1-0-port0"], Ids);
    }

    [Fact]
    public void Find_Uarts_OnlyThoseThatAreThereAndNoConsole()
    {
        Uart("ttyAMA0", type: "32");
        Uart("ttyS0", type: "4");
        Uart("ttyS1", type: "4");
        Uart("ttyS2", type: "0");
        Uart("ttyS3", type: "4");
        Uart("ttyS4", type: "4");
        _shelf.Write("proc/consoles", "ttyS0                -W- (EC p a)    4:64\ntty0                 -WU (E     )    4:2\n");
        _shelf.Write("proc/cmdline", "root=/dev/sda1 console=ttyS3,115200n8 quiet\n");
        _shelf.Write("sys/class/tty/ttyS4/dev", "4:68\n");
        _shelf.Write("proc/612/stat", "612 (agetty (x) y) S 1 612 612 1092 612 4194560 0\n");

        Assert.Equal(["ttyAMA0", "ttyS1"], Ids);
    }

    [Fact]
    public void Find_NothingThere_IsEmpty() => Assert.Empty(SerialDevices.Find(new SerialHost("/nonexistent")));

    [Fact]
    public async Task Auto_DevicesComeAndGo_EachIsOpenedAndReadByItself()
    {
        await using var boat = new Harness(s => s with { Serial = Host });
        using var first = new PtyPair();
        _shelf.Plug("usb-Acme_GPS_1-if00", first.Path);
        await boat.RunAsync(new AutoSerialOptions { Id = "serial" });
        await Eventually.Is(1, () => boat.Manager.Status().Count(static s => s.Id == "Acme-GPS-1" && s.State == ConnectionState.Running));
        first.Write($"{Sentences.Depth(1)}\r\n{Sentences.Depth(2)}\r\n");
        await Eventually.Is(2, boat.Depths.Count);
        Assert.Equal("Acme-GPS-1.SD", boat.Values.First().Source);

        using var second = new PtyPair();
        _shelf.Plug("usb-Acme_Wind_2-if00", second.Path);
        await Eventually.Is(1, () => boat.Manager.Status().Count(static s => s.Id == "Acme-Wind-2" && s.State == ConnectionState.Running));

        // The one that spoke is waited for; the one that never did is forgotten.
        _shelf.Unplug("usb-Acme_GPS_1-if00");
        _shelf.Unplug("usb-Acme_Wind_2-if00");
        first.Dispose();
        second.Dispose();
        await Eventually.Is(true, () => boat.Manager.Status().All(static s => s.Id != "Acme-Wind-2"));
        await Eventually.Is(ConnectionState.Waiting, () => boat["Acme-GPS-1"].State);
    }

    [Fact]
    public async Task Auto_DeviceConfiguredByName_IsLeftAlone()
    {
        await using var boat = new Harness(s => s with { Serial = Host });
        using var device = new PtyPair();
        var path = _shelf.Plug("usb-Acme_GPS_1-if00", device.Path);
        await boat.RunAsync(new AutoSerialOptions { Id = "serial", Except = [path] });

        await Eventually.Is("0 serial ports", () => boat["serial"].Address);
    }

    [Fact]
    public async Task Auto_PortThatTheBoardNames_IsCalledAsItIsPrinted()
    {
        await using var boat = new Harness(s => s with { Serial = Host });
        using var device = new PtyPair();
        var path = _shelf.Plug("usb-Acme_Bridge_7-if00", device.Path);
        await boat.RunAsync(new AutoSerialOptions { Id = "serial", Known = [new KnownPort(path, "NMEA 0183 A", 4800)] });
        await Eventually.Is(1, () => boat.Manager.Status().Count(static s => s.Id == "NMEA-0183-A" && s.State == ConnectionState.Running));

        // At the board's rate: nothing has to be listened for first.
        device.Write($"{Sentences.Depth(1)}\r\n");
        await Eventually.Is(1, boat.Depths.Count);
        Assert.Equal("NMEA-0183-A.SD", boat.Values.First().Source);
    }

    [Fact]
    public async Task Auto_PortInUse_IsLeftAloneAndIsNoFault()
    {
        await using var boat = new Harness(s => s with { Serial = Host });
        _shelf.Write("dev/ttyUSB0", "");
        _shelf.Plug("usb-Acme_Modem_1-if00", _shelf.Under("dev/ttyUSB0"));
        _shelf.Write("proc/77/comm", "ModemManager\n");
        _shelf.Link("proc/77/fd/3", _shelf.Under("dev/ttyUSB0"));
        await boat.RunAsync(new AutoSerialOptions { Id = "serial" });

        await Eventually.Is(1, () => boat.Manager.Status().Count(static s => s.Error?.Contains("ModemManager", StringComparison.Ordinal) == true));
        Assert.Empty(boat.Services.Faults!.Current);
    }

    private void Uart(string name, string type)
    {
        _shelf.Write("dev/" + name, "");
        _shelf.Write($"sys/class/tty/{name}/type", type + "\n");
        _shelf.Write($"sys/class/tty/{name}/device/uevent", "");
    }

    private void Usb(string name, string port, string? serial)
    {
        var device = $"sys/devices/usb1/{port}";
        _shelf.Write("dev/" + name, "");
        _shelf.Write(device + "/idVendor", "0403\n");
        _shelf.Write($"{device}/{port}:1.0/{name}/tty/{name}/dev", "188:0\n");
        _shelf.Link($"{device}/{port}:1.0/{name}/tty/{name}/device", "../../../" + name);
        _shelf.Link($"sys/class/tty/{name}", $"../../devices/usb1/{port}/{port}:1.0/{name}/tty/{name}");
        if (serial is not null)
        {
            _shelf.Write(device + "/serial", serial);
        }
    }
}
