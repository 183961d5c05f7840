using System.Text;

namespace SignalK.Wasm.Wasi;

internal static class Utf8
{
    public static byte[] NulTerminated(string text) => [.. Encoding.UTF8.GetBytes(text), 0];
}
