namespace SignalK.Appliance;

/// <summary>What a command tells the shell.</summary>
static class ExitCode
{
    public const int Success = 0;

    /// <summary>The command was understood and could not be done.</summary>
    public const int Failed = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int WrongUse = 2;

    /// <summary>The server wants to be started anew, by whatever started it.</summary>
    public const int Restart = 75;
}
