namespace SignalK.Fuzz;

/// <summary>Something that takes bytes from outside and must survive all of them.</summary>
interface IFuzzTarget
{
    /// <summary>As given on the command line.</summary>
    string Name { get; }

    /// <summary>Good inputs to start from.</summary>
    IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Runs one input; throws when anything is not as promised.</summary>
    void Run(ReadOnlySpan<byte> input);
}
