namespace SignalK.Plugins;

public enum PluginState : byte
{
    Stopped,
    Starting,
    Running,
    Stopping,

    /// <summary>It could not be loaded, or its start said no; waits for a change of its configuration, enable or reload.</summary>
    Error,

    /// <summary>It trapped and waits to be started again.</summary>
    Crashed,

    /// <summary>Crashed too often: waits for enable or a new version.</summary>
    Disabled,

    /// <summary>A Node plugin: listed, never run.</summary>
    Unsupported,
}

public static class PluginStateNames
{
    extension(PluginState state)
    {
        /// <summary>As upstream's lists and its admin page know it: <c>running</c>.</summary>
        public string Name => state switch
        {
            PluginState.Stopped => "stopped",
            PluginState.Starting => "starting",
            PluginState.Running => "running",
            PluginState.Stopping => "stopping",
            PluginState.Error => "error",
            PluginState.Crashed => "crashed",
            PluginState.Disabled => "disabled",
            _ => "unsupported",
        };
    }
}
