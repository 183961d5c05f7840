using System.Text;
using SignalK.Server.Machine;

namespace SignalK.Server.Tests.Machine;

public sealed class BackupRoutesTests : IAsyncLifetime
{
    private readonly Backups _backups = new();
    private Boat _boat = null!;

    public async Task InitializeAsync() => _boat = await Boat.StartAsync(machine: new MachineServices { Backups = _backups });

    public async Task DisposeAsync() => await _boat.DisposeAsync();

    [Theory]
    [InlineData("", false)]
    [InlineData("?secrets=true", true)]
    public async Task Get_ABackup_IsAFileToKeep(string query, bool secrets)
    {
        var answer = await _boat.GetAsync("/skServer/backup" + query);

        Assert.Equal((200, secrets ? "all" : "some", "application/zip"), (answer.Status, answer.Text, answer.Header("Content-Type")));
        Assert.Equal("attachment; filename=\"signalk-2026-01-15T1200.backup.zip\"", answer.Header("Content-Disposition"));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task Post_LongerThanOtherBodies_IsTaken()
    {
        var answer = await _boat.SendAsync(HttpMethod.Post, "/skServer/restore", new string('x', 3_000_000));

        Assert.Equal((202, 3_000_000), (answer.Status, _backups.Length));
        Assert.Contains("restored", answer.Text);
    }

    [Fact]
    public async Task Post_WhatIsRefused_SaysWhy()
    {
        var answer = await _boat.SendAsync(HttpMethod.Post, "/skServer/restore", "bad");

        Assert.Equal((400, "no backup"), (answer.Status, answer.Json.GetProperty("message").GetString()));
    }

    private sealed class Backups : IBackups
    {
        public int Length { get; private set; }

        public Task<Stream> MakeAsync(bool secrets, CancellationToken cancel) =>
            Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(secrets ? "all" : "some")));

        public async Task<RestoreOutcome> RestoreAsync(Stream backup, CancellationToken cancel)
        {
            using var content = new MemoryStream();
            await backup.CopyToAsync(content, cancel);
            Length = (int)content.Length;
            return Length > 10 ? new RestoreOutcome(true, "restored") : new RestoreOutcome(false, "no backup");
        }
    }
}
