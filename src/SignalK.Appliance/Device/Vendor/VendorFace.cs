using SignalK.Server.Machine;

namespace SignalK.Appliance.Device.Vendor;

/// <summary>What of a vendor's kit the page shows.</summary>
static class VendorFace
{
    public static VendorMark? Of(VendorKit kit)
    {
        if (kit.Info is not { } info)
            return null;
        return new VendorMark(info.Name, info.Model)
        {
            Url = info.Url,
            Support = info.Support,
            Accent = info.Accent,
            AccentDark = info.AccentDark,
            Logo = info.Logo is { } logo ? ReadLogo(Path.Combine(kit.Folder, logo)) : null,
            LogoName = info.Logo ?? "",
            Ports = [.. kit.Board.Ports.Select(port => (port.Name, port.Device ?? port.Can!))],
        };
    }

    static byte[]? ReadLogo(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
