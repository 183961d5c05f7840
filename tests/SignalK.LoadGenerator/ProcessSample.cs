using System.Globalization;

namespace SignalK.LoadGenerator;

/// <summary>CPU seconds and resident megabytes of a process, from /proc.</summary>
internal readonly record struct ProcessSample(double CpuSeconds, double RssMegabytes, double PeakMegabytes)
{
    private const double TicksPerSecond = 100;

    public static ProcessSample? Take(int? pid)
    {
        if (pid is null)
        {
            return null;
        }

        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var cpu = (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
        var status = File.ReadAllLines($"/proc/{pid}/status");
        return new ProcessSample(cpu, Kilobytes(status, "VmRSS:") / 1024, Kilobytes(status, "VmHWM:") / 1024);
    }

    private static double Kilobytes(string[] status, string name) =>
        double.Parse(status.First(l => l.StartsWith(name))[name.Length..].Replace("kB", "").Trim(), CultureInfo.InvariantCulture);
}
