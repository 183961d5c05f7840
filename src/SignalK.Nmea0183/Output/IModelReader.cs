using SignalK.Core.Model;

namespace SignalK.Nmea0183.Output;

/// <summary>Where a generator finds the own vessel's values.</summary>
public interface IModelReader
{
    /// <summary>The value of the selected source; null when there is none or it has expired.</summary>
    SkValue Get(SkPath path);
}
