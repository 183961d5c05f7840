namespace SignalK.Wasm.Spec;

/// <summary>Results by tier, with the first failures in words.</summary>
sealed class Tally
{
    const int KeptFailures = 200;

    readonly SortedDictionary<string, int[]> _tiers = new(StringComparer.Ordinal);

    public List<string> Failures { get; } = [];

    public IEnumerable<string> Tiers => _tiers.Keys;

    public int TotalFailed => _tiers.Values.Sum(counts => counts[1]);

    public int Passed(string tier) => Counts(tier)[0];

    public int Failed(string tier) => Counts(tier)[1];

    public int Skipped(string tier) => Counts(tier)[2];

    public void Pass(string tier) => Counts(tier)[0]++;

    public void Skip(string tier) => Counts(tier)[2]++;

    public void Fail(string tier, string what)
    {
        Counts(tier)[1]++;
        if (Failures.Count < KeptFailures)
            Failures.Add($"{tier} {what}");
    }

    int[] Counts(string tier)
    {
        if (!_tiers.TryGetValue(tier, out var counts))
            _tiers.Add(tier, counts = new int[3]);
        return counts;
    }
}
