using System.Text;
using SignalK.Plugins.Running;

namespace SignalK.Plugins.Tests.Providers;

/// <summary>A plugin that answers by its exports and remembers what it was asked.</summary>
internal sealed class FakeCalls(string package = "@boat/provider") : IPluginCalls
{
    private readonly Dictionary<string, Func<string, GuestAnswer>> _exports = [];

    public PluginId Id { get; } = new(package);

    public List<string> Asked { get; } = [];

    public AskShape LastShape { get; private set; }

    public FakeCalls With(string export, string answer) => With(export, new GuestAnswer(AskOutcome.Answered, Encoding.UTF8.GetBytes(answer)));

    public FakeCalls With(string export, GuestAnswer answer)
    {
        _exports[export] = _ => answer;
        return this;
    }

    public Task<GuestAnswer> AskAsync(string export, ReadOnlyMemory<byte> request, AskShape shape, CancellationToken cancel = default)
    {
        var text = Encoding.UTF8.GetString(request.Span);
        Asked.Add($"{export} {text}");
        LastShape = shape;
        return Task.FromResult(_exports.TryGetValue(export, out var answer)
            ? answer(text)
            : new GuestAnswer(AskOutcome.Missing, default, $"no export {export}"));
    }
}
