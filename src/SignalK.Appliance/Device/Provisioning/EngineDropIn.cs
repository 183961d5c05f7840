namespace SignalK.Appliance.Device.Provisioning;

/// <summary>Without code made at run time the kernel may refuse all of it; Wasmtime cannot work so.</summary>
static class EngineDropIn
{
    const string Name = "systemd/system/signalk.service.d/50-engine.conf";

    public static void Apply(SystemFiles files, string? engine, ApplyReport report)
    {
        if (engine == "managed")
            files.Write(Name, "[Service]\nMemoryDenyWriteExecute=yes\n");
        else
            files.Remove(Name);
        if (engine is not null)
            report.Did("engine", engine);
    }
}
