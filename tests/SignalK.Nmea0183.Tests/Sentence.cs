using System.Text;
using Microsoft.Extensions.Time.Testing;
using SignalK.Core.Model;

namespace SignalK.Nmea0183.Tests;

/// <summary>Sentences from their bodies, and what a parser makes of them.</summary>
static class Sentence
{
    public static readonly DateTimeOffset Now = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    public static byte[] Of(string body, char start = '$') =>
        Encoding.ASCII.GetBytes($"{start}{body}*{Checksum.Of(Encoding.ASCII.GetBytes(body)):X2}");

    public static Nmea0183Parser Parser(bool live = false, TimeProvider? clock = null) =>
        new(new Nmea0183Options { Live = live }, clock ?? new FakeTimeProvider(Now));

    public static Delta Delta(string body, Nmea0183Parser? parser = null)
    {
        var delta = new Delta();
        Assert.Equal(ParseResult.Delta, (parser ?? Parser()).Parse(Of(body), delta));
        return delta;
    }

    public static ParseResult Result(string body, Nmea0183Parser? parser = null) => (parser ?? Parser()).Parse(Of(body), new Delta());

    public static SkValue? Value(this Delta delta, string path)
    {
        foreach (var value in delta[0].Values)
        {
            if (value.Path.Name == path)
            {
                return value.Value;
            }
        }

        return null;
    }

    public static double Number(this Delta delta, string path) => delta.Value(path)?.Number ?? double.NaN;
}
