namespace SignalK.Connections.Input;

/// <summary>Where the bytes of one stream go.</summary>
internal interface ILineInput
{
    /// <summary>Takes a block as it came: any number of lines, the last one perhaps not whole.</summary>
    void Feed(ReadOnlySpan<byte> block);

    /// <summary>Nothing more comes: what is left over is a line.</summary>
    void End();
}
