using SignalK.Core.Storage;

namespace SignalK.Plugins.Packages.Install;

static class WriteFailure
{
    extension(WriteOutcome outcome)
    {
        /// <summary>Null when it is written, be it without a generation.</summary>
        public string? Failure => outcome.Ok ? null : outcome.Error;
    }
}
