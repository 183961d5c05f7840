using SignalK.Nmea0183.Ais;
using SignalK.Nmea0183.Proprietary;
using SignalK.Nmea0183.Seatalk;
using SignalK.Nmea0183.Sentences;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183;

public sealed partial class Nmea0183Parser
{
    private static ParseResult Dispatch(int formatter, in Sentence sentence) => formatter switch
    {
        Formatter.RMC => Rmc.Parse(sentence),
        Formatter.GGA => Gga.Parse(sentence),
        Formatter.GLL => Gll.Parse(sentence),
        Formatter.GNS => Gns.Parse(sentence),
        Formatter.VTG => Vtg.Parse(sentence),
        Formatter.GSV => Gsv.Parse(sentence),
        Formatter.ZDA => Zda.Parse(sentence),
        Formatter.HDG => Hdg.Parse(sentence),
        Formatter.HDM => Heading.Magnetic(sentence),
        Formatter.HDT => Heading.True(sentence),
        Formatter.THS => Heading.TrueWithStatus(sentence),
        Formatter.ROT => Rot.Parse(sentence),
        Formatter.RSA => Rsa.Parse(sentence),
        Formatter.RPM => Rpm.Parse(sentence),
        Formatter.MWV => Mwv.Parse(sentence),
        Formatter.MWD => Mwd.Parse(sentence),
        Formatter.VWR => Vwr.Parse(sentence),
        Formatter.VWT => Vwt.Parse(sentence),
        Formatter.MTA => Meteo.AirTemperature(sentence),
        Formatter.MTW => Meteo.WaterTemperature(sentence),
        Formatter.MDA => Meteo.Composite(sentence),
        Formatter.DBT => Depth.BelowTransducer(sentence),
        Formatter.DBS => Depth.BelowSurface(sentence),
        Formatter.DBK => Depth.BelowKeel(sentence),
        Formatter.DPT => Depth.WithOffset(sentence),
        Formatter.VHW => Vhw.Parse(sentence),
        Formatter.VLW => Vlw.Parse(sentence),
        Formatter.VPW => Vpw.Parse(sentence),
        Formatter.VBW => Vbw.Parse(sentence),
        Formatter.VDR => Vdr.Parse(sentence),
        Formatter.OSD => Osd.Parse(sentence),
        Formatter.XDR => Xdr.Parse(sentence),
        Formatter.XTE => Xte.Parse(sentence),
        Formatter.APB => Apb.Parse(sentence),
        Formatter.BOD => Bod.Parse(sentence),
        Formatter.BWC => Bearing.GreatCircle(sentence),
        Formatter.BWR => Bearing.Rhumbline(sentence),
        Formatter.RMB => Rmb.Parse(sentence),
        Formatter.HSC => Hsc.Parse(sentence),
        Formatter.DSC => Dsc.Parse(sentence),
        Formatter.DSE => Dse.Parse(sentence),
        Formatter.VDM or Formatter.VDO => AisSentence.Parse(sentence),
        Formatter.ALK => SeatalkSentence.Parse(sentence),
        _ => SentenceTypes.IsKnown(formatter) ? ParseResult.Nothing : ParseResult.Unknown,
    };

    private static ParseResult DispatchProprietary(ReadOnlySpan<byte> header, in Sentence sentence)
    {
        if (header.SequenceEqual("PSMDST"u8))
        {
            return SeatalkSentence.Parse(sentence.Letter(0) == 'R' ? sentence.Skip(1) : sentence);
        }

        if (header.SequenceEqual("PNKEP"u8))
        {
            return Pnkep.Parse(sentence);
        }

        if (header.SequenceEqual("PBVE"u8))
        {
            return Pbve.Parse(sentence);
        }

        return SentenceTypes.IsKnownProprietary(header) ? ParseResult.Nothing : ParseResult.Unknown;
    }
}
