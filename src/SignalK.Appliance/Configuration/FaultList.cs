namespace SignalK.Appliance.Configuration;

/// <summary>Collects everything that is wrong in one file: a reader reports and goes on.</summary>
sealed class FaultList(string file)
{
    readonly List<ConfigFault> _faults = [];

    public IReadOnlyList<ConfigFault> Faults => _faults;

    public void Error(string path, string reason) => _faults.Add(new ConfigFault(file, path, reason));

    public void Warning(string path, string reason) => _faults.Add(new ConfigFault(file, path, reason, IsWarning: true));
}
