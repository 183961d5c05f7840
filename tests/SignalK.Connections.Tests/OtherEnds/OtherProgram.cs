using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SignalK.Connections.Tests.OtherEnds;

/// <summary>A program that runs beside the test and ends with it.</summary>
internal sealed class OtherProgram : IDisposable
{
    private readonly Process _process;

    public OtherProgram(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(ProgramFactAttribute.Find(program)!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
    }

    public bool HasExited => _process.HasExited;

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async Task<string?> ReadLineAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await _process.StandardOutput.ReadLineAsync(patience.Token);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
