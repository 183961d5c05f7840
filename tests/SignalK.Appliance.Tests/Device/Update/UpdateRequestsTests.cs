using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SignalK.Appliance.Device.Update;
using SignalK.Core;
using SignalK.Core.Faults;

namespace SignalK.Appliance.Tests.Device.Update;

public sealed class UpdateRequestsTests : IDisposable
{
    readonly Unit _unit = new();
    readonly HttpClient _client = new();
    readonly UpdateRequests _requests;
    readonly UpdateInbox _inbox;

    public UpdateRequestsTests()
    {
        _requests = new UpdateRequests(_unit.Paths.Config, _unit.Paths.Run, _client, _unit.Time, CancellationToken.None);
        _inbox = new UpdateInbox(_unit.Paths.Config);
        Directory.CreateDirectory(_unit.Paths.Device);
    }

    public void Dispose()
    {
        _client.Dispose();
        _unit.Dispose();
    }

    [Fact]
    public async Task Upload_WholeBundle_WaitsForRootWhoTakesItAway()
    {
        Assert.Equal("idle", _requests.Status.State);

        Assert.Null(await _requests.UploadAsync(Bundle("signed"), 6, default));
        Assert.Equal("waiting", _requests.Status.State);
        Assert.Equal("another update is under way", await _requests.UploadAsync(Bundle("second"), 6, default));

        Assert.Equal("signed", File.ReadAllText(_inbox.Take(_unit.Paths)!));
        Assert.False(File.Exists(_inbox.Bundle));
        Assert.False(_inbox.IsWaiting);
    }

    [Fact]
    public async Task Upload_CutOff_LeavesNothing()
    {
        Assert.Equal("the file did not arrive whole", await _requests.UploadAsync(Bundle("signed"), 1000, default));

        Assert.Equal(("refused", "the update was not installed: the file did not arrive whole"), (_requests.Status.State, _requests.Status.Message));
        Assert.True(_requests.Shown?.IsNews);
        // What root says later counts: a stick that was plugged in after it.
        new UpdateRecordFile(_unit.Paths).Show(new ShownUpdate("failed", null, "1.1.0", "the stick cannot be read", IsNews: true));
        Assert.Equal("the stick cannot be read", _requests.Status.Message);
        Assert.Empty(Directory.EnumerateFiles(_inbox.Directory));
        Assert.Null(await _requests.UploadAsync(Bundle("signed"), 6, default));
    }

    [Fact]
    public async Task Upload_OverAConnectionThatBreaks_LeavesNothingAndSaysWhy()
    {
        Assert.Equal("the connection was reset", await _requests.UploadAsync(new BrokenConnection(), null, default));

        Assert.Equal(("refused", "the update was not installed: the connection was reset"), (_requests.Status.State, _requests.Status.Message));
        Assert.Empty(Directory.EnumerateFiles(_inbox.Directory));
    }

    [Fact]
    public async Task Upload_LongerThanThereIsRoom_IsRefusedAtOnce() =>
        Assert.StartsWith("there is no room for it", await _requests.UploadAsync(Bundle("signed"), long.MaxValue, default));

    [Fact]
    public void RollBack_IsARequestWithoutABundle()
    {
        Assert.Null(_requests.RollBack());

        Assert.Null(_inbox.Take(_unit.Paths));
        Assert.False(_inbox.IsWaiting);
    }

    [Fact]
    public async Task Take_ALinkInPlaceOfTheBundle_IsNotFollowed()
    {
        await _requests.UploadAsync(Bundle("signed"), 6, default);
        File.Delete(_inbox.Bundle);
        File.CreateSymbolicLink(_inbox.Bundle, "/etc/passwd");

        Assert.Throws<UpdateException>(() => _inbox.Take(_unit.Paths));
        Assert.False(Path.Exists(Path.Combine(_unit.Paths.Device, "bundle.raucb")));
    }

    [Fact]
    public void Take_ADamagedRequest_IsGone()
    {
        Directory.CreateDirectory(_inbox.Directory);
        File.WriteAllText(_inbox.Request, "{");

        Assert.Throws<UpdateException>(() => _inbox.Take(_unit.Paths));
        Assert.False(_inbox.IsWaiting);
    }

    [Fact]
    public void Status_IsWhatRootShows()
    {
        new UpdateRecordFile(_unit.Paths).Show(new ShownUpdate("installing", 40, "1.1.0", null, IsNews: false));

        Assert.Equal(("installing", 40, "1.1.0"), (_requests.Status.State, _requests.Status.Percent, _requests.Status.Version));
    }

    [Fact]
    public void News_AreToldOnceAndTakenBack()
    {
        using var hub = new Hub(new HubOptions { Self = "vessels.urn:mrn:imo:mmsi:230099999" }, _unit.Time);
        var faults = new FaultBoard(_unit.Time);
        ShownUpdate? shown = new("rolled-back", null, "1.1.0", "it is not kept", IsNews: true);
        var news = new UpdateNews(() => shown, hub, faults, NullLogger.Instance);

        news.Look();
        news.Look();
        Assert.Equal(("device:update", "it is not kept", 1), (faults.Current.Single().Key, faults.Current.Single().Message, faults.Current.Single().Count));
        Assert.Equal(1, hub.Sequence);

        shown = new("installing", 1, "1.1.0", null, IsNews: false);
        news.Look();
        Assert.Empty(faults.Current);
        Assert.Equal(2, hub.Sequence);
    }

    sealed class BrokenConnection : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("the connection was reset");
    }

    static MemoryStream Bundle(string content) => new(Encoding.UTF8.GetBytes(content));
}
