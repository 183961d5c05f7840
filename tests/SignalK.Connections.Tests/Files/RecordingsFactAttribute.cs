using SignalK.TestKit;

namespace SignalK.Connections.Tests.Files;

/// <summary>Skipped where the recordings are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RecordingsFactAttribute : FactAttribute
{
    public RecordingsFactAttribute()
    {
        if (Recordings.Archive is null)
        {
            Skip = "needs ../shared/fixtures/recordings.tar.xz beside the repository";
        }
    }
}
