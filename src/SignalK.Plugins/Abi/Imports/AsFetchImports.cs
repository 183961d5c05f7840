using SignalK.Wasm;

namespace SignalK.Plugins.Abi;

/// <summary>
/// The module <c>as-fetch</c> as calls that block: code instrumented by Asyncify runs straight through them. Its guests take
/// whatever comes for status 200, so that no answer is an empty one.
/// </summary>
internal static class AsFetchImports
{
    const int MaxHeaders = 128;
    const int MaxHeaderUnits = 8 * 1024;

    public static IEnumerable<KeyValuePair<string, GuestImport>> All { get; } =
    [
        new("as-fetch._initAsyncify", (in _) => 0),
        new("as-fetch._fetchGETSync", (in call) => Allocate(call, Fetch(call, "GET", null).Body)),
        new("as-fetch._fetchPOSTSync", (in call) => Allocate(call, FetchWithBody(call).Body)),
        new("as-fetch._fetchGET", (in call) => call.Imports.Defer(Fetch(call, "GET", null), call.I32(3))),
        new("as-fetch._fetchPOST", (in call) => call.Imports.Defer(FetchWithBody(call), call.I32(4))),
    ];

    static FetchReply FetchWithBody(in ImportCall call)
    {
        var memory = call.Call.Memory;
        byte[]? body = null;
        if (AssemblyScriptMemory.TryReadObject(memory, call.U32(3), AssemblyScriptMemory.ArrayBufferClass, out var bytes))
            body = bytes.ToArray();
        return Fetch(call, RequestMethod.Find(memory, call.U32(2), call.U32(3)) ?? "POST", body);
    }

    /// <summary>(url, mode, headers, ...).</summary>
    static FetchReply Fetch(in ImportCall call, string method, byte[]? body)
    {
        return call.String(0) is { } url
            ? call.Imports.Send(call.Call, new FetchRequest(method, url, Headers(call), body))
            : FetchReply.Failed("the address is no string");
    }

    /// <summary>A <c>string[][]</c>; what is not a pair of strings of a header's length is left out.</summary>
    static List<KeyValuePair<string, string>> Headers(in ImportCall call)
    {
        List<KeyValuePair<string, string>> headers = [];
        var memory = call.Call.Memory;
        if (!AssemblyScriptMemory.TryReadArray(memory, call.U32(2), MaxHeaders, out var pairs))
            return headers;
        foreach (var pair in pairs)
        {
            if (AssemblyScriptMemory.TryReadArray(memory, pair, 2, out var both) && both.Length == 2
                && AssemblyScriptMemory.TryReadString(memory, both[0], out var name)
                && AssemblyScriptMemory.TryReadString(memory, both[1], out var value)
                && name.Length <= MaxHeaderUnits && value.Length <= MaxHeaderUnits)
                headers.Add(new(name.ToString(), value.ToString()));
        }
        return headers;
    }

    static uint Allocate(in ImportCall call, byte[] body) => call.Imports.NewArrayBuffer(call.Call.Memory, body);
}
