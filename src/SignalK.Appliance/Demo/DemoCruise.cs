namespace SignalK.Appliance.Demo;

/// <summary>
/// The cruise as its instruments tell it: a clock goes in, sentences come out. The same second gives the same boat, and
/// there is no last one.
/// </summary>
/// <param name="startedAt">UTC of second zero.</param>
sealed class DemoCruise(DateTime startedAt)
{
    /// <summary>The sentences of one second, each without its line end.</summary>
    public IEnumerable<string> At(long second)
    {
        var utc = startedAt.AddSeconds(second);
        foreach (var line in BoatSentences.At(DemoBoat.At(second), utc, second))
            yield return line;
        for (var turn = 0; turn < DemoTraffic.All.Count; turn++)
        {
            foreach (var message in DemoTraffic.All[turn].At(second, utc, turn))
            {
                foreach (var line in AisMessages.Sentences(message, turn, turn % 2 == 0 ? 'A' : 'B'))
                    yield return line;
            }
        }
    }
}
