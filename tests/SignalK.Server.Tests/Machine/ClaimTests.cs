using System.Text.Json.Nodes;
using SignalK.Server.Machine;
using SignalK.Server.Security;

namespace SignalK.Server.Tests.Machine;

public sealed class ClaimTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claim");
    private SecurityStore _store = null!;
    private Boat _boat = null!;
    private string? _code = "abcd-efgh";
    private int _claims;

    private string File => Path.Combine(_folder.FullName, "security.json");

    public async Task InitializeAsync()
    {
        System.IO.File.WriteAllText(File, """{"allow_readonly": true, "theirs": 1}""");
        _store = new SecurityStore(File);
        _boat = await Boat.StartAsync(new ServerOptions { SecurityEnabled = true }, _store, machine: new MachineServices { ClaimCode = () => _code, Claimed = () => _claims++ });
    }

    public async Task DisposeAsync()
    {
        await _boat.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Claim_WithTheCode_MakesTheOwnerAndLogsIn()
    {
        var answer = await ClaimAsync("ABCD EFGH");

        Assert.Equal(200, answer.Status);
        Assert.Equal(1, _claims);
        Assert.Contains("JAUTHENTICATION=", answer.Header("Set-Cookie"));
        var user = JsonNode.Parse(System.IO.File.ReadAllText(File))!["users"]![0]!;
        Assert.Equal(("skipper", "admin"), (user["username"]!.ToString(), user["type"]!.ToString()));
        Assert.True(BCrypt.Net.BCrypt.Verify("correct horse", user["password"]!.ToString()));
        Assert.Equal(1, (int)JsonNode.Parse(System.IO.File.ReadAllText(File))!["theirs"]!);
        Assert.Equal(200, (await _boat.SendAsync(HttpMethod.Post, "/login", """{"username":"skipper","password":"correct horse"}""")).Status);
        Assert.False((await _boat.GetAsync("/skServer/machine")).Json.GetProperty("claimable").GetBoolean());
    }

    [Fact]
    public async Task Claim_WithAnotherCode_IsRefused()
    {
        var answer = await ClaimAsync("abcd-efgi");

        Assert.Equal(401, answer.Status);
        Assert.False(_store.HasAdministrator);
        Assert.True((await _boat.GetAsync("/skServer/machine")).Json.GetProperty("claimable").GetBoolean());
    }

    [Theory]
    [InlineData("skipper", "short", 400)]
    [InlineData("skipper", "raspberry", 400)]
    [InlineData("", "correct horse", 400)]
    [InlineData("two words", "correct horse", 400)]
    public async Task Claim_WithWhatWillNotDo_IsRefused(string user, string password, int status)
    {
        Assert.Equal(status, (await ClaimAsync("abcd-efgh", user, password)).Status);
        Assert.False(_store.HasAdministrator);
    }

    [Fact]
    public async Task Claim_ASecondTime_IsRefused()
    {
        await ClaimAsync("abcd-efgh");

        Assert.Equal(404, (await ClaimAsync("abcd-efgh", "pirate")).Status);
        Assert.Single(_store.Current.Users);
    }

    [Fact]
    public async Task Claim_ManyAtOnce_MakeOneOwner()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => ClaimAsync("abcd-efgh", $"user{i}")));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Single(_store.Current.Users);
    }

    [Fact]
    public async Task Claim_WhereNobodyCan_IsNotFound()
    {
        _code = null;

        Assert.Equal(404, (await ClaimAsync("abcd-efgh")).Status);
    }

    [Fact]
    public async Task Claim_TooManyGuesses_AreShutOut()
    {
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(401, (await ClaimAsync("xxxx-xxxx")).Status);
        }

        Assert.Equal(429, (await ClaimAsync("abcd-efgh")).Status);
    }

    [Theory]
    [InlineData("/claim")]
    [InlineData("/machine")]
    public async Task Page_OfTheMachine_IsThereForEverybody(string path)
    {
        var answer = await _boat.GetAsync(path);

        Assert.Equal(200, answer.Status);
        Assert.Contains("Claim code", answer.Text);
    }

    private Task<Answer> ClaimAsync(string code, string user = "skipper", string password = "correct horse") =>
        _boat.SendAsync(HttpMethod.Post, "/skServer/claim", $$"""{"code":"{{code}}","username":"{{user}}","password":"{{password}}"}""");
}
