using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SignalK.Core.Model;
using SignalK.Nmea0183.Output;

namespace SignalK.Nmea0183.Tests.Output;

public sealed class EncoderTests
{
    private static readonly DateTime s_utc = new(2026, 1, 15, 12, 34, 56, 780, DateTimeKind.Utc);

    [Fact]
    public void All_FullModel_EveryKindReadsBackWhatItSays()
    {
        var model = FullModel();
        foreach (var generator in Nmea0183Encoder.All)
        {
            var sentence = Write(generator, model);
            Assert.EndsWith("\r\n", sentence);
            Assert.True(sentence.Length <= SentenceWriter.MaxLength, sentence);
            var delta = new Delta();
            Assert.Equal(ParseResult.Delta, Sentence.Parser().Parse(Encoding.ASCII.GetBytes(sentence), delta));
            foreach (var value in delta[0].Values)
            {
                if (value.Value.IsNumber && model.Values.TryGetValue(value.Path.Name, out var expected))
                {
                    Assert.True(Math.Abs(expected.Number - value.Value.Number) < Math.Max(0.006, Math.Abs(expected.Number) * 0.01), $"{sentence}{value.Path}: {value.Value}");
                }
                else if (value.Value.Object is SkPosition position && value.Path.Name == "navigation.position")
                {
                    Assert.Equal(-33.856785, position.Latitude, 1e-6);
                    Assert.Equal(151.215296, position.Longitude, 1e-6);
                }
            }
        }
    }

    [Fact]
    public void All_EmptyModel_OnlyTimeAndNoFixAreSaid()
    {
        var model = new Model();
        var written = Nmea0183Encoder.All.Where(g => Write(g, model).Length > 0).Select(g => g.Name);
        Assert.Equal(["RMC", "GGA", "ZDA"], written);
        Assert.StartsWith("$GPRMC,123456.78,V,,,,,,,150126,,,N*", Write(Nmea0183Encoder.Find("rmc")!, model));
        Assert.StartsWith("$GPGGA,123456.78,,,,,0,,,,M,,M,,*", Write(Nmea0183Encoder.Find("GGA")!, model));
    }

    [Fact]
    public void All_TooLittleRoom_WritesNothing()
    {
        var model = FullModel();
        foreach (var generator in Nmea0183Encoder.All)
        {
            for (var room = 0; room < 12; room++)
            {
                Assert.Equal(0, generator.Write(new byte[room], "GP"u8, model, s_utc));
            }
        }
    }

    [Fact]
    public void Apb_NameWithReservedCharacters_StaysOneField()
    {
        var model = FullModel();
        model.Values["navigation.courseRhumbline.nextPoint.ID"] = "a,b*c$é";
        Assert.Contains(",abc,", Write(Nmea0183Encoder.Find("APB")!, model));
    }

    [Fact]
    public void Write_HotSentence_AllocatesNothing()
    {
        var model = FullModel();
        var generator = Nmea0183Encoder.Find("RMC")!;
        var buffer = new byte[SentenceWriter.MaxLength];
        generator.Write(buffer, "GP"u8, model, s_utc);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            generator.Write(buffer, "GP"u8, model, s_utc);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Property(MaxTest = 500)]
    public Property Gll_AnyPosition_ReadsBackWithinTwoCentimetres() => Prop.ForAll(
        Gen.Choose(-90_000_000, 90_000_000).Zip(Gen.Choose(-180_000_000, 180_000_000)).ToArbitrary(),
        place =>
        {
            var model = new Model { Values = { ["navigation.position"] = new SkPosition(place.Item1 / 1e6, place.Item2 / 1e6) } };
            var delta = new Delta();
            Sentence.Parser().Parse(Encoding.ASCII.GetBytes(Write(Nmea0183Encoder.Find("GLL")!, model)), delta);
            var position = (SkPosition)delta.Value("navigation.position")!.Value.Object!;
            return Math.Abs(position.Latitude - (place.Item1 / 1e6)) < 2e-7 && Math.Abs(position.Longitude - (place.Item2 / 1e6)) < 2e-7;
        });

    private static string Write(SentenceGenerator generator, Model model)
    {
        var buffer = new byte[SentenceWriter.MaxLength];
        return Encoding.ASCII.GetString(buffer, 0, generator.Write(buffer, "GP"u8, model, s_utc));
    }

    private static Model FullModel()
    {
        var model = new Model();
        var number = 0.2;
        foreach (var path in Nmea0183Encoder.All.SelectMany(g => g.Inputs).Distinct())
        {
            model.Values[path.Name] = number += 0.1;
        }

        model.Values["navigation.position"] = new SkPosition(-33.856785, 151.215296);
        model.Values["navigation.courseRhumbline.nextPoint.position"] = new SkPosition(-33, 152);
        model.Values["navigation.courseRhumbline.nextPoint.ID"] = "HARBOUR";
        model.Values["navigation.courseRhumbline.previousPoint.ID"] = "START";
        model.Values["navigation.gnss.methodQuality"] = "RTK float";
        model.Values["navigation.gnss.satellites"] = 11;
        model.Values["navigation.gnss.horizontalDilution"] = 0.8;
        model.Values["navigation.gnss.antennaAltitude"] = 3.4;
        model.Values["navigation.gnss.geoidalSeparation"] = 21.2;
        model.Values["navigation.courseRhumbline.crossTrackError"] = 925;
        model.Values["navigation.courseRhumbline.nextPoint.distance"] = 12_345;
        model.Values["navigation.trip.log"] = 5_000;
        model.Values["navigation.log"] = 123_456;
        model.Values["environment.water.temperature"] = 290.15;

        // Directions that the sentences derive from one another must agree.
        const double Variation = 0.1;
        model.Values["navigation.magneticVariation"] = Variation;
        foreach (var (directionTrue, magnetic) in new[]
        {
            ("navigation.headingTrue", "navigation.headingMagnetic"), ("navigation.courseOverGroundTrue", "navigation.courseOverGroundMagnetic"),
            ("environment.wind.directionTrue", "environment.wind.directionMagnetic"),
        })
        {
            model.Values[magnetic] = 1.5;
            model.Values[directionTrue] = 1.5 + Variation;
        }

        foreach (var path in new[] { "nextPoint.bearingTrue", "bearingToDestinationTrue", "bearingTrackTrue", "bearingOriginToDestinationTrue" })
        {
            model.Values[$"navigation.courseRhumbline.{path}"] = 0.7;
        }

        model.Values["steering.autopilot.target.headingTrue"] = 0.75;
        return model;
    }

    private sealed class Model : IModelReader
    {
        public Dictionary<string, SkValue> Values { get; } = [];

        public SkValue Get(SkPath path) => Values.GetValueOrDefault(path.Name);
    }
}
