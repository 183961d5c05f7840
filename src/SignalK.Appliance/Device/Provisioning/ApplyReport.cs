using SignalK.Appliance.Configuration;
using SignalK.Appliance.Device.Jsonc;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>What came of it, for the owner's eyes.</summary>
sealed class ApplyReport
{
    readonly List<Mistake> _mistakes = [];
    readonly List<(string Key, string Text)> _applied = [];

    public IReadOnlyList<Mistake> Mistakes => _mistakes;

    /// <summary>Key and what it is now.</summary>
    public IReadOnlyList<(string Key, string Text)> Applied => _applied;

    /// <summary>Mistakes that were counted and not kept.</summary>
    public int Unsaid { get; private set; }

    public void Did(string key, string text) => _applied.Add((key, text));

    public void Wrong(string file, string key, string message) => _mistakes.Add(new Mistake(file, 0, 0, key, message));

    /// <summary>What is wrong in the server's own files.</summary>
    public void Add(FaultList faults) => _mistakes.AddRange(faults.Faults.Select(fault => new Mistake(fault.File, 0, 0, fault.Path, fault.Reason)));

    public void Add(MistakeList list)
    {
        _mistakes.AddRange(list.Mistakes);
        Unsaid += list.Count - list.Mistakes.Count;
    }
}
