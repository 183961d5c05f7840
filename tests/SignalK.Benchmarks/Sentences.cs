using System.Text;

namespace SignalK.Benchmarks;

/// <summary>What a sailing boat under way says, and the ships around it; with checksums.</summary>
internal static class Sentences
{
    public static byte[][] Nav { get; } = Lines(
        "$GPRMC,101530.00,A,5937.4470,N,02456.1120,E,6.20,078.4,150126,,,A", "$GPGGA,101530.00,5937.4470,N,02456.1120,E,1,09,0.9,12.1,M,17.8,M,,",
        "$GPVTG,078.4,T,069.2,M,6.20,N,11.48,K,A", "$GPGLL,5937.4470,N,02456.1120,E,101530.00,A,A", "$HEHDT,079.1,T",
        "$IIVHW,079.1,T,069.9,M,6.05,N,11.20,K", "$IIMWV,038.5,R,14.2,N,A", "$IIMWV,052.0,T,10.8,N,A", "$YXMTW,15.2,C", "$SDDPT,12.4,0.5,");

    public static byte[][] Ais { get; } = Lines(
        "!AIVDM,1,1,,A,13aGmP0P00PD;88MD5MTDww@2<0L,0", "!AIVDM,1,1,,B,18K<u70012QoE0jPk3dPGQ:40@7S,0",
        "!AIVDM,1,1,,A,15MvlfPOh=G?r8nEdVi@8gvN0<0r,0", "!AIVDM,1,1,,B,B6CdCm0t3`tba35f@V9faHi7kP06,0");

    private static byte[][] Lines(params string[] sentences) =>
        [.. sentences.Select(s => Encoding.ASCII.GetBytes($"{s}*{s.Skip(1).Aggregate(0, (sum, c) => sum ^ c):X2}"))];
}
