namespace SignalK.Wasm.Managed;

/// <summary>The one object of a handler's type.</summary>
static class Singleton<T> where T : Handler, new()
{
    public static readonly T Handler = new();
}
