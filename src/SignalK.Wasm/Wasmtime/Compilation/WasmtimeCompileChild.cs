using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SignalK.Wasm.Wasmtime;

/// <summary>
/// The other end of <see cref="WasmtimeCompiler"/>: one request from stdin, one answer to stdout (a status byte, then the
/// compiled module or the reason as text), and the process ends.
/// </summary>
public static class WasmtimeCompileChild
{
    const byte Compiled = 0, Refused = 1;

    /// <returns>The process's exit status: 0 also for a refusal, which the answer tells.</returns>
    public static int Run(Stream input, Stream output)
    {
        CompileRequest request;
        try
        {
            request = CompileRequest.Read(input);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            Console.Error.WriteLine(error.Message);
            return 2;
        }
        ProcessLimits.Apply(request.MemoryLimit, request.SecondsLimit);
        if (TryCompile(request, out var code, out var reason))
        {
            output.WriteByte(Compiled);
            output.Write(code);
        }
        else
        {
            output.WriteByte(Refused);
            output.Write(Encoding.UTF8.GetBytes(reason));
        }
        output.Flush();
        return 0;
    }

    internal static (byte[]? Code, string? Reason) ReadAnswer(byte[] answer) => answer[0] switch
    {
        Compiled => (answer[1..], null),
        Refused => (null, Encoding.UTF8.GetString(answer.AsSpan(1))),
        _ => (null, "the compiler process answered something else"),
    };

    static bool TryCompile(CompileRequest request, [NotNullWhen(true)] out byte[]? code, [NotNullWhen(false)] out string? reason)
    {
        code = null;
        if (!WasmtimeEngine.TryCreate(request.Options, new WasmtimeOptions { Library = request.Library }, out var engine, out reason))
            return false;
        using (engine)
            return engine.TryCompileToCode(request.Wasm, out code, out reason);
    }
}
