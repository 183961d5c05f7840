using System.Buffers;
using SignalK.Plugins.Running;

namespace SignalK.Plugins.Abi;

/// <summary>How texts go to a guest and come back. What goes wrong is kept by the runner.</summary>
internal abstract class GuestConvention
{
    public abstract GuestKind Kind { get; }

    /// <summary>A text of a function without arguments; null when it gives none.</summary>
    /// <param name="function">Of the guest.</param>
    /// <param name="buffer">Bytes that a guest with buffers may write.</param>
    /// <param name="max">Bytes that any other may answer.</param>
    public abstract string? Describe(GuestFunction function, int buffer, int max);

    /// <summary>The code that <c>plugin_start</c> returned; it takes UTF-8 from either kind of guest.</summary>
    public abstract int Start(GuestFunction function, ReadOnlySpan<byte> config);

    public abstract void Hand(GuestFunction handler, ReadOnlySpan<byte> text);

    public abstract void Ask(GuestFunction handler, ReadOnlySpan<byte> request, AskShape shape, int maxAnswer, IBufferWriter<byte> answer);
}
