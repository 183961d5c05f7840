using System.Runtime.InteropServices;

namespace SignalK.Appliance.Device;

/// <summary>What the card is to those who write to it.</summary>
static partial class Medium
{
    /// <summary>What every disk writes whole or not at all.</summary>
    const int Sector = 512;

    /// <summary>Bytes of the sector that are left there.</summary>
    public static int RoomInSector(long offset) => (int)(Sector - offset % Sector);

    /// <summary>Everything that was written is on the medium when it returns: once, instead of thousands of files one by one.</summary>
    [LibraryImport("libc", EntryPoint = "sync")]
    public static partial void Sync();
}
