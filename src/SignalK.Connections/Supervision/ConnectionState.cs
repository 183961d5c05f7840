namespace SignalK.Connections.Supervision;

public enum ConnectionState
{
    /// <summary>Not started, ended by request, or at the end of its file.</summary>
    Stopped,

    Opening,

    Running,

    /// <summary>The other end left or is not there yet; tried again soon.</summary>
    Waiting,

    /// <summary>Opening or running failed; <see cref="ConnectionStatus.Error"/> says why. Tried again, unless the options are wrong.</summary>
    Failed,
}
