namespace SignalK.Nmea0183.Tests.Conformance;

/// <summary>A test over files beside the repository (fixtures, recordings); skipped where they are not.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(string file)
    {
        if (!File.Exists(Repository.Shared(file)))
        {
            Skip = $"../shared/{file} is not there";
        }
    }
}
