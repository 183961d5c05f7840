using System.Runtime.InteropServices;
using Microsoft.Extensions.Time.Testing;
using SignalK.Wasm.Wasi;

namespace SignalK.Wasm.Tests.Wasi;

/// <summary>What a power cut leaves of a guest's files is decided by what was synced before what.</summary>
public sealed class SyncTests : IDisposable
{
    const int InputOutputError = 5;

    readonly TempFolder _folder = new();
    readonly FakeTimeProvider _time = new();

    [Fact]
    public void Rename_WhereItSyncs_IsDoneWhenTheFileIsOnTheMedium()
    {
        using var guest = Make();
        File.WriteAllText(_folder["kept"], "old");
        guest.Write(guest.Create("new"), "new"u8);
        List<(string? File, string Kept)> synced = [];
        guest.Context.Medium.Data = fd =>
        {
            synced.Add((File.ResolveLinkTarget($"/proc/self/fd/{fd}", false)?.Name, File.ReadAllText(_folder["kept"])));
            return 0;
        };

        Assert.Equal(WasiErrno.Success, guest.Rename("new", "kept"));

        Assert.Equal([("new", "old")], synced);
        Assert.Equal("new", File.ReadAllText(_folder["kept"]));
    }

    [Fact]
    public void Rename_TheMediumFails_LeavesBothAndSaysSo()
    {
        using var guest = Make();
        File.WriteAllText(_folder["kept"], "old");
        guest.Create("new");
        guest.Context.Medium.Data = _ =>
        {
            Marshal.SetLastPInvokeError(InputOutputError);
            return -1;
        };

        Assert.Equal(WasiErrno.Io, guest.Rename("new", "kept"));

        Assert.Equal("old", File.ReadAllText(_folder["kept"]));
        Assert.True(File.Exists(_folder["new"]));
    }

    [Fact]
    public void Rename_OfWhatIsNoFile_SyncsNothing()
    {
        using var guest = Make();
        guest.Context.Medium.Data = _ => throw new InvalidOperationException("synced");
        Directory.CreateDirectory(_folder["directory"]);
        File.CreateSymbolicLink(_folder["link"], "directory");

        Assert.Equal(WasiErrno.Success, guest.Rename("directory", "a"));
        Assert.Equal(WasiErrno.Success, guest.Rename("link", "b"));
        Assert.Equal(WasiErrno.NoEntry, guest.Rename("nothing", "c"));
    }

    [Fact]
    public void Rename_WhereNobodyAskedForIt_DoesNotSync()
    {
        using var guest = Make(syncsRenames: false);
        guest.Context.Medium.Data = _ => throw new InvalidOperationException("synced");
        guest.Create("new");
        Assert.Equal(WasiErrno.Success, guest.Rename("new", "kept"));
    }

    [Fact]
    public void Sync_OnASlowMedium_CostsTheGuestNoDeadlineUntilItTookTooMuch()
    {
        using CallTicker ticker = new(_time);
        ticker.Dispose();
        CallGate gate = new(ticker);
        using var guest = Make();
        guest.Gate = gate;
        guest.Context.Medium.Data = guest.Context.Medium.Whole = _ =>
        {
            _time.Advance(TimeSpan.FromSeconds(6));
            gate.Tick(ticker.Now);
            return 0;
        };
        gate.Enter(TimeSpan.FromSeconds(1));
        gate.Tick(ticker.Now);
        var fd = guest.Create("a");

        Assert.Equal(WasiErrno.Success, guest.Call("fd_sync", fd));
        Assert.Equal(WasiErrno.Success, guest.Call("fd_datasync", fd));
        Assert.False(gate.Stopping);
        guest.Context.BeginCall();
        Assert.Equal(WasiErrno.Success, guest.Rename("a", "b"));
        Assert.Equal(WasiErrno.Success, guest.Rename("b", "a"));
        Assert.False(gate.Stopping);
        Assert.Equal(WasiErrno.Success, guest.Rename("a", "b"));
        Assert.Equal(WasmTrap.Deadline, gate.StopReason);
    }

    public void Dispose() => _folder.Dispose();

    Guest Make(bool syncsRenames = true) => new(new WasiOptions
    {
        Time = _time,
        Preopens = [new WasiPreopen(_folder.Path, "/") { SyncsRenames = syncsRenames }],
    });
}
