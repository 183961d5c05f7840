using SignalK.Core.Providers;

namespace SignalK.Core.Tests.Providers;

public class ProviderRegistryTests
{
    [Fact]
    public void Default_IsTheFirst_UntilAnotherIsChosen()
    {
        var set = new ProviderSet<IWeatherProvider>();
        Assert.Null(set.Default);
        using var a = set.Register(new Named("a"));
        using var b = set.Register(new Named("b"));
        Assert.Equal("a", set.Default!.Id);
        Assert.True(set.Choose("b"));
        Assert.Equal("b", set.Default!.Id);
        Assert.False(set.Choose("c"));
        Assert.Equal(["a", "b"], set.All.Select(p => p.Id));
    }

    [Fact]
    public void Dispose_OfTheDefault_LetsTheNextServe_AndComingBackRestoresIt()
    {
        var set = new ProviderSet<IWeatherProvider>();
        var a = set.Register(new Named("a"))!;
        using var b = set.Register(new Named("b"));
        a.Dispose();
        Assert.Equal("b", set.Default!.Id);
        using var again = set.Register(new Named("a"));
        Assert.Equal("a", set.Default!.Id);
    }

    [Fact]
    public void Register_OfTheSameId_Replaces_AndTheOldRegistrationTakesNothingAway()
    {
        var set = new ProviderSet<IWeatherProvider>();
        var old = set.Register(new Named("a"))!;
        var newer = new Named("a");
        using var current = set.Register(newer);
        old.Dispose();
        Assert.Same(newer, Assert.Single(set.All));
    }

    [Fact]
    public void Register_OfTooMany_IsRefused_AndManyThatCameAndWentAreNot()
    {
        var set = new ProviderSet<IWeatherProvider>();
        for (var i = 0; i < 1_000; i++)
        {
            set.Register(new Named($"passing{i}"))!.Dispose();
        }

        for (var i = 0; i < ProviderSet<IWeatherProvider>.MaxProviders; i++)
        {
            Assert.NotNull(set.Register(new Named($"p{i}")));
        }

        Assert.Null(set.Register(new Named("one too many")));
        Assert.Equal("p0", set.Default!.Id);
    }

    [Fact]
    public void Resources_AreKeptByType_AndATypeWithoutProviderIsNone()
    {
        var registry = new ProviderRegistry();
        Assert.Null(registry.Resources("routes"));
        var routes = registry.RegisterResources("routes", new Resources())!;
        using var notes = registry.RegisterResources("notes", new Resources());
        Assert.Equal(["notes", "routes"], registry.ResourceTypes);
        routes.Dispose();
        Assert.Null(registry.Resources("routes"));
        Assert.Equal(["notes"], registry.ResourceTypes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("..")]
    public void Resources_OfANameThatIsNoType_AreRefused(string type) =>
        Assert.Null(new ProviderRegistry().RegisterResources(type, new Resources()));

    [Fact]
    public void Resources_OfTooManyTypes_AreRefused_UntilOneIsGivenUp()
    {
        var registry = new ProviderRegistry();
        var taken = Enumerable.Range(0, ProviderRegistry.MaxResourceTypes).Select(i => registry.RegisterResources($"t{i}", new Resources())!).ToArray();
        Assert.Null(registry.RegisterResources("more", new Resources()));
        taken[3].Dispose();
        Assert.NotNull(registry.RegisterResources("more", new Resources()));
        Assert.Null(registry.RegisterResources("evenMore", new Resources()));
    }

    private sealed class Named(string id) : IWeatherProvider
    {
        public string Id => id;

        public string Name => id;

        public Task<ProviderAnswer> ObservationsAsync(WeatherQuery query, CancellationToken cancel) => Task.FromResult(ProviderAnswer.Nothing);

        public Task<ProviderAnswer> ForecastsAsync(WeatherQuery query, ForecastKind kind, CancellationToken cancel) => Task.FromResult(ProviderAnswer.Nothing);

        public Task<ProviderAnswer> WarningsAsync(WeatherQuery query, CancellationToken cancel) => Task.FromResult(ProviderAnswer.Nothing);
    }

    private sealed class Resources : IResourceProvider
    {
        public string Id => "r";

        public string Name => "r";

        public Task<ProviderAnswer> ListAsync(ReadOnlyMemory<byte> query, CancellationToken cancel) => Task.FromResult(ProviderAnswer.Nothing);

        public Task<ProviderAnswer> GetAsync(string id, string? property, CancellationToken cancel) => Task.FromResult(ProviderAnswer.Nothing);

        public Task<ProviderAnswer> SetAsync(string id, ReadOnlyMemory<byte> value, CancellationToken cancel) => Task.FromResult(ProviderAnswer.Nothing);

        public Task<ProviderAnswer> DeleteAsync(string id, CancellationToken cancel) => Task.FromResult(ProviderAnswer.Nothing);
    }
}
