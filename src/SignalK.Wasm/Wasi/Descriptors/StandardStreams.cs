namespace SignalK.Wasm.Wasi;

/// <summary>stdin: a character device without a position.</summary>
internal sealed class InputDescriptor(WasiInput input) : WasiDescriptor(WasiRights.StandardInput, WasiRights.None)
{
    public override WasiFiletype Type => WasiFiletype.CharacterDevice;

    public override int PollDescriptor => input.PollDescriptor;

    public override WasiErrno GetStat(out WasiFilestat stat)
    {
        stat = new WasiFilestat(0, 0, Type, 1, 0, 0, 0, 0);
        return WasiErrno.Success;
    }

    public override nint Read(in IoVectors vectors, in WasiWait wait)
    {
        for (var i = 0; i < vectors.Count; i++)
        {
            // One read only: a second could wait although there is something to hand over.
            var buffer = vectors[i];
            if (!buffer.IsEmpty) return input.Read(buffer, wait);
        }
        return 0;
    }

    public override void Dispose() { }
}

/// <summary>stdout and stderr: character devices too, so that C libraries flush at each newline.</summary>
internal sealed class OutputDescriptor(WasiOutput output) : WasiDescriptor(WasiRights.StandardOutput, WasiRights.None)
{
    public override WasiFiletype Type => WasiFiletype.CharacterDevice;

    public override WasiErrno GetStat(out WasiFilestat stat)
    {
        stat = new WasiFilestat(0, 0, Type, 1, 0, 0, 0, 0);
        return WasiErrno.Success;
    }

    public override nint Write(in IoVectors vectors, in WasiWait wait)
    {
        for (var i = 0; i < vectors.Count; i++) output.Write(vectors[i]);
        return (nint)vectors.TotalBytes;
    }

    public override void Dispose() { }
}
