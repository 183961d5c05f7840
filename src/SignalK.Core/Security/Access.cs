namespace SignalK.Core.Security;

/// <summary>What a route, socket, PUT or command needs, and what a principal may do. Each level includes those below it.</summary>
public enum Access : byte
{
    None,
    Read,
    Write,

    /// <summary>Settings of this server.</summary>
    Admin,

    /// <summary>What changes the machine (install, upload, restore, update): never open, even when security is off.
    /// An administrator's login has it, and so has a request from the machine itself.</summary>
    Machine,
}
