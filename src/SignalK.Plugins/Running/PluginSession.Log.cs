using System.Text;
using Microsoft.Extensions.Logging;
using SignalK.Plugins.Abi;
using SignalK.Plugins.Limits;

namespace SignalK.Plugins.Running;

internal sealed partial class PluginSession
{
    // A line longer than this tells nobody anything.
    private const int MaxLineBytes = 4096;

    private readonly RateGate _logGate;

    public void Log(GuestLogLevel level, ReadOnlySpan<byte> text)
    {
        if (level == GuestLogLevel.Debug && !IsDebug)
        {
            return;
        }

        if (!_logGate.TryPass())
        {
            return;
        }

        _counters.LogLines++;

        // A plugin whose debug lines were asked for is shown whatever the log's own level.
        var shown = level switch
        {
            GuestLogLevel.Warning => LogLevel.Warning,
            GuestLogLevel.Error => LogLevel.Error,
            _ => LogLevel.Information,
        };
        var line = OneLine(text);
        LogSaid(_log, shown, _grant.Id.Package, line);
    }

    // Control characters could forge lines of the journal, or colour a terminal.
    private static string OneLine(ReadOnlySpan<byte> text)
    {
        var line = Encoding.UTF8.GetString(text[..Math.Min(text.Length, MaxLineBytes)]);
        return string.Create(line.Length, line, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        });
    }
}
