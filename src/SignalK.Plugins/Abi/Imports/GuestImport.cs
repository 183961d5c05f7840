namespace SignalK.Plugins.Abi;

/// <summary>What an import does, and what it returns: 0 where it is declared to return nothing.</summary>
internal delegate double GuestImport(in ImportCall call);
