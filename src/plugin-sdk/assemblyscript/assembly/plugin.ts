// What a plugin is.

/** A plugin: extend it, and hand the one there is to `register`. */
export abstract class Plugin {
  /** What people call it. */
  abstract name(): string

  /** A JSON schema of the configuration, from which the page makes a form; `{}` for none. */
  abstract schema(): string

  /** Starts with a configuration (JSON); anything but 0 is a failure. */
  abstract start(config: string): i32

  /** Stops; what was registered and opened goes by itself. */
  abstract stop(): i32
}

/** A base for classes that hold a configuration. */
export class PluginConfig {
  enabled: bool = true
}

let registered: Plugin | null = null

/** Names the plugin that the functions of `exports` speak for. */
export function register(plugin: Plugin): void {
  registered = plugin
}

/** The plugin that was registered. */
export function current(): Plugin {
  return registered!
}
