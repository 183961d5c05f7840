using System.CommandLine;
using SignalK.Core.Model;

namespace SignalK.Appliance.Decode;

/// <summary><c>signalk decode nmea0183 [FILE]</c>: what the boat's instruments say, as the server would understand it.</summary>
static class DecodeCommand
{
    public static Command Create() => new("decode", "Decode recorded instrument data to Signal K deltas, a line of JSON for each line.")
    {
        Nmea0183(),
    };

    private static Command Nmea0183()
    {
        var file = new Argument<string?>("FILE")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "Sentences, one a line; standard input when absent.",
        };
        var now = new Option<string?>("--now")
        {
            HelpName = "ISO8601",
            Description = "The time it is, for times of day without a date.",
        };
        var stateless = new Option<bool>("--stateless") { Description = "Start every line with a fresh parser." };
        var noChecksum = new Option<bool>("--no-checksum") { Description = "Accept a checksum that is missing or wrong." };
        var command = new Command("nmea0183", "Decode NMEA 0183 sentences.") { file, now, stateless, noChecksum };
        command.SetAction(parsed => Run(
            parsed.GetValue(file),
            parsed.GetValue(now),
            parsed.GetValue(stateless),
            !parsed.GetValue(noChecksum),
            parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string? file, string? now, bool stateless, bool checksumRequired, TextWriter errors)
    {
        var clock = TimeProvider.System;
        if (now is not null)
        {
            if (!Timestamp.TryParse(now, out var instant))
            {
                errors.WriteLine($"signalk: --now is not an ISO 8601 time: '{now}'");
                return ExitCode.WrongUse;
            }

            clock = new StoppedClock(instant);
        }

        try
        {
            using var input = file is null or "-" ? Console.OpenStandardInput() : File.OpenRead(file);
            using var output = Console.OpenStandardOutput();
            using var decoder = new Nmea0183Decoder(clock, stateless, checksumRequired);
            decoder.Run(input, output);
            return ExitCode.Success;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"signalk: {e.Message}");
            return ExitCode.Failed;
        }
    }

    private sealed class StoppedClock(DateTime utc) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(utc);

        public override long GetTimestamp() => 0;
    }
}
