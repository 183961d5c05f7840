using System.Text;

namespace SignalK.Fuzz.Targets;

/// <summary>One sentence of every kind the codec reads, without checksums.</summary>
static class Nmea0183Seeds
{
    public static IReadOnlyList<byte[]> Bodies { get; } =
    [
        .. new[]
        {
            "GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W,A", "GPGGA,123519.5,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,2,31",
            "GPGLL,4916.45,N,12311.12,W,225444,A,A", "GNGNS,014035.00,4332.69262,S,17235.48549,E,RRN,13,0.9,25.63,11.24,,,S",
            "GPVTG,054.7,T,034.4,M,005.5,N,010.2,K,A", "GPGSA,A,3,04,05,,09,12,,,24,,,,,2.5,1.3,2.1", "GPGSV,2,1,08,01,40,083,46,02,17,308,41,12,07,344,39,14,22,228,45",
            "GPGSV,2,2,08,65,40,083,46,02,17,308,41,12,07,344,39,14,22,228,45", "GPZDA,201530.00,04,07,2002,00,00", "HCHDG,98.3,1.5,E,12.6,W", "HCHDM,238.0,M",
            "HEHDT,274.07,T", "HETHS,274.07,A", "TIROT,35.6,A", "IIRSA,10.5,A,,V", "IIRPM,E,1,2418.2,10.5,A", "WIMWV,214.8,R,0.1,K,A", "WIMWD,10.1,T,10.1,M,12,N,40,M",
            "IIVWR,75,R,1.0,N,0.51,M,1.85,K", "IIVWT,75,L,1.0,N,0.51,M,1.85,K", "IIMTA,25.0,C", "YXMTW,17.75,C",
            "WIMDA,29.92,I,1.013,B,3.1,C,5.6,C,40.0,3.0,3.4,C,90.0,T,85.0,M,10,N,5.0,M", "SDDBT,7.8,f,2.4,M,1.3,F", "SDDBS,7.8,f,2.4,M,1.3,F", "SDDBK,7.8,f,2.4,M,1.3,F",
            "SDDPT,2.4,-0.5,100", "VWVHW,182.5,T,181.8,M,6.1,N,11.3,K", "VWVLW,115.2,N,12.3,N", "IIVPW,4.5,N,6.7,M", "VDVBW,6.0,-0.1,A,6.2,0.2,A", "IIVDR,10.1,T,12.3,M,1.2,N",
            "RAOSD,35.1,A,36.0,P,10.2,P,15.3,0.1,N", "IIXDR,C,19.5,C,AIRTEMP,A,-3.1,D,ROLL,A,1.0,D,PITCH,P,1.0131,B,BARO,H,45,P,HUM", "GPXTE,A,A,0.67,L,N",
            "GPAPB,A,A,0.10,R,N,V,V,011,M,DEST,011,M,011,M", "GPBOD,045.,T,023.,M,DEST,START", "GPBWC,225444,4917.24,N,12309.57,W,051.9,T,031.6,M,001.3,N,004",
            "GPBWR,225444,4917.24,N,12309.57,W,051.9,T,031.6,M,001.3,N,004", "GPRMB,A,0.66,L,003,004,4917.24,N,12309.57,W,001.3,052.5,000.5,V", "FTHSC,40.12,T,39.11,M",
            "CDDSC,12,3380400790,12,06,00,1423108312,2019,,,S,E", "CDDSE,1,1,A,3380400790,00,45894494", "STALK,84,56,5E,79,02,00,00,00,08", "STALK,50,22,21,01,80",
            "STALK,51,21,21,01,80", "STALK,82,05,27,D8,48,B7,06,F9", "STALK,85,06,32,0A,80,07,47,00,00", "STALK,54,21,22,11", "STALK,56,31,13,18", "STALK,25,14,4C,BF,00,00,00",
            "STALK,26,04,12,11,10,11,41", "PSMDST,R,9C,01,1E,10", "PNKEP,01,8.3,N,15.5,K", "PBVE,DGOIADNNACAEACAAABBLAAEBAACMCFAAEPAIKI",
            "PBVE,BJAAAOAAABNCANIIBDAAPHABAAAACCABAAADAAHCJPACDIBOACAAGL", "GPTXT,01,01,02,hello", "GPWPL,4917.16,N,12310.64,W,003",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    /// <summary>Start character, checksum and line end around a body.</summary>
    public static byte[] Sentence(ReadOnlySpan<byte> body, byte start = (byte)'$') =>
        [start, .. body, (byte)'*', .. Encoding.ASCII.GetBytes($"{Nmea0183.Checksum.Of(body):X2}"), .. "\r\n"u8];
}
