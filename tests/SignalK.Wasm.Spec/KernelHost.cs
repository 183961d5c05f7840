using System.Globalization;

namespace SignalK.Wasm.Spec;

/// <summary>
/// The kernels under the same Wasmtime with the same settings, called from C (chost.c): what our engine may cost over the library itself.
/// </summary>
sealed class KernelHost : IDisposable
{
    readonly string _program;

    KernelHost(string program) => _program = program;

    /// <summary>Null, with a word on standard output, where compiler, source, headers or library are missing.</summary>
    public static KernelHost? TryCompile(string library)
    {
        var source = Path.Combine("tests", "SignalK.Wasm.Spec", "chost.c");
        var headers = Path.Combine("..", "shared", "wasmtime", "include");
        var program = Path.Combine(Path.GetTempPath(), $"kernel-host-{Environment.ProcessId}");
        if (File.Exists(source) && Directory.Exists(headers) && File.Exists(library)
            && KernelPeers.Run("gcc", "-O2", "-I", headers, source, "-o", program, library, $"-Wl,-rpath,{Path.GetDirectoryName(library)}", "-lpthread") is not null)
            return new KernelHost(program);
        Console.WriteLine("no C host here: it needs gcc, chost.c, Wasmtime's headers and a library that is a file");
        return null;
    }

    /// <returns>The best of all rounds; null when it failed.</returns>
    public (double Milliseconds, uint Checksum, ulong Fuel)? Measure(string file, string kernel, int work, int rounds) =>
        KernelPeers.Run(_program, file, kernel, work.ToString(CultureInfo.InvariantCulture), rounds.ToString(CultureInfo.InvariantCulture))?.Split(' ')
            is [var ms, var checksum, var fuel]
            ? (double.Parse(ms, CultureInfo.InvariantCulture), uint.Parse(checksum, CultureInfo.InvariantCulture), ulong.Parse(fuel, CultureInfo.InvariantCulture))
            : null;

    public void Dispose() => File.Delete(_program);
}
