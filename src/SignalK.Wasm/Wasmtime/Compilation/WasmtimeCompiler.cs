using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SignalK.Wasm.Wasmtime;

/// <summary>
/// Compiles in a child process under a wall-clock kill and a memory limit, because Cranelift has neither: 32 KB of nested loops
/// take it 91 s and 6.7 GB. The child runs <see cref="WasmtimeCompileChild.Run"/>.
/// </summary>
public sealed record WasmtimeCompiler
{
    /// <summary>The program that serves as the child, this one by default.</summary>
    public string Program { get; init; } = Environment.ProcessPath ?? "";

    public IReadOnlyList<string> Arguments { get; init; } = ["wasm", "compile-child"];

    /// <summary>Wall-clock time of the child. A 2 MB module takes a small computer some seconds.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What the compilation may allocate, in bytes.</summary>
    public long MemoryBytes { get; init; } = 512 << 20;

    internal bool TryCompile(
        ReadOnlySpan<byte> wasm, WasmtimeLibrary library, WasmEngineOptions options,
        [NotNullWhen(true)] out byte[]? code, [NotNullWhen(false)] out string? reason)
    {
        CompileRequest request = new(options, MemoryBytes, (int)Math.Ceiling(Deadline.TotalSeconds), PathOf(library), wasm.ToArray());
        try
        {
            using Process child = new() { StartInfo = StartInfo() };
            child.Start();
            return TryTalk(child, request, options.Time, out code, out reason);
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            code = null;
            reason = $"the compiler process cannot be started: {error.Message}";
            return false;
        }
    }

    bool TryTalk(
        Process child, CompileRequest request, TimeProvider time,
        [NotNullWhen(true)] out byte[]? code, [NotNullWhen(false)] out string? reason)
    {
        var late = 0;
        string? complaint = null;
        child.ErrorDataReceived += (_, line) => complaint ??= string.IsNullOrWhiteSpace(line.Data) ? null : line.Data;
        child.BeginErrorReadLine();
        byte[] answer;
        using (time.CreateTimer(_ =>
        {
            Volatile.Write(ref late, 1);
            Kill(child);
        }, null, Deadline, Timeout.InfiniteTimeSpan))
        {
            answer = Exchange(child, request);
            child.WaitForExit();
        }
        code = null;
        if (Volatile.Read(ref late) != 0)
            reason = string.Create(CultureInfo.InvariantCulture, $"compilation took longer than {Deadline.TotalSeconds} s");
        else if (child.ExitCode == 0 && answer.Length > 1)
            (code, reason) = WasmtimeCompileChild.ReadAnswer(answer);
        else
            reason = $"compilation ended with status {child.ExitCode}, memory limit {MemoryBytes >> 20} MB: {complaint ?? "no message"}";
        return code is not null;
    }

    static byte[] Exchange(Process child, CompileRequest request)
    {
        try
        {
            using (var input = child.StandardInput.BaseStream)
                request.Write(input);
            using MemoryStream answer = new();
            child.StandardOutput.BaseStream.CopyTo(answer);
            return answer.ToArray();
        }
        catch (IOException)
        {
            // The child ended early; its status and stderr tell why.
            return [];
        }
    }

    static void Kill(Process child)
    {
        try
        {
            child.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself.
        }
    }

    /// <summary>Empty, so that the child searches as we did, unless it was a file.</summary>
    static string PathOf(WasmtimeLibrary library) => Path.IsPathRooted(library.Origin) ? library.Origin : "";

    ProcessStartInfo StartInfo()
    {
        ProcessStartInfo info = new(Program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in Arguments)
            info.ArgumentList.Add(argument);
        return info;
    }
}
