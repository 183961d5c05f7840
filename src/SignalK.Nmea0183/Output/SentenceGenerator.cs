using SignalK.Core.Model;

namespace SignalK.Nmea0183.Output;

/// <summary>Makes one kind of sentence from the model.</summary>
public sealed class SentenceGenerator
{
    private readonly Writer _writer;

    internal SentenceGenerator(string name, Writer writer, params SkPath[] inputs)
    {
        Name = name;
        Formatter = name[..3];
        Inputs = inputs;
        _writer = writer;
    }

    internal delegate int Writer(Span<byte> destination, ReadOnlySpan<byte> talker, in ModelView model);

    /// <summary>Name in a configuration: the formatter, with its variant where it has some (<c>MWVR</c>, <c>MWVT</c>).</summary>
    public string Name { get; }

    /// <summary><c>RMC</c>.</summary>
    public string Formatter { get; }

    /// <summary>A change of any of these is a reason to send the sentence.</summary>
    public IReadOnlyList<SkPath> Inputs { get; }

    /// <summary>Writes the sentence, line end included.</summary>
    /// <param name="destination">At least <see cref="SentenceWriter.MaxLength"/> bytes.</param>
    /// <param name="talker">Two letters.</param>
    /// <param name="model">The own vessel.</param>
    /// <param name="utc">When the position was taken, or now.</param>
    /// <returns>Its length; 0 when the model does not hold what the sentence is about.</returns>
    public int Write(Span<byte> destination, ReadOnlySpan<byte> talker, IModelReader model, DateTime utc) =>
        _writer(destination, talker, new ModelView(model, utc));
}
