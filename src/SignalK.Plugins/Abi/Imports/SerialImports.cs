namespace SignalK.Plugins.Abi;

/// <summary>Serial ports: (device, length, baud) to a number, and reads and writes that never wait.</summary>
internal static class SerialImports
{
    const int Failed = -1;

    public static IEnumerable<KeyValuePair<string, GuestImport>> All { get; } =
    [
        new("sk_serial_open", (in call) => call.TryText(0, out var device) ? call.Host.Serial.Open(device, call.I32(2)) : Failed),
        new("sk_serial_read", (in call) => call.TryBytes(1, out var buffer) ? call.Host.Serial.Read(call.I32(0), buffer) : Failed),
        new("sk_serial_write", (in call) => call.TryBytes(1, out var data) ? call.Host.Serial.Write(call.I32(0), data) : Failed),
        new("sk_serial_close", (in call) =>
        {
            call.Host.Serial.Close(call.I32(0));
            return 0;
        }),
    ];
}
