namespace SignalK.Nmea0183.Syntax;

/// <summary>Sentence formatters as integers: three letters, the first highest.</summary>
static class Formatter
{
    public const int ALK = ('A' << 16) | ('L' << 8) | 'K';
    public const int APB = ('A' << 16) | ('P' << 8) | 'B';
    public const int BOD = ('B' << 16) | ('O' << 8) | 'D';
    public const int BWC = ('B' << 16) | ('W' << 8) | 'C';
    public const int BWR = ('B' << 16) | ('W' << 8) | 'R';
    public const int DBK = ('D' << 16) | ('B' << 8) | 'K';
    public const int DBS = ('D' << 16) | ('B' << 8) | 'S';
    public const int DBT = ('D' << 16) | ('B' << 8) | 'T';
    public const int DPT = ('D' << 16) | ('P' << 8) | 'T';
    public const int DSC = ('D' << 16) | ('S' << 8) | 'C';
    public const int DSE = ('D' << 16) | ('S' << 8) | 'E';
    public const int GGA = ('G' << 16) | ('G' << 8) | 'A';
    public const int GLL = ('G' << 16) | ('L' << 8) | 'L';
    public const int GNS = ('G' << 16) | ('N' << 8) | 'S';
    public const int GSV = ('G' << 16) | ('S' << 8) | 'V';
    public const int HDG = ('H' << 16) | ('D' << 8) | 'G';
    public const int HDM = ('H' << 16) | ('D' << 8) | 'M';
    public const int HDT = ('H' << 16) | ('D' << 8) | 'T';
    public const int HSC = ('H' << 16) | ('S' << 8) | 'C';
    public const int KEP = ('K' << 16) | ('E' << 8) | 'P';
    public const int MDA = ('M' << 16) | ('D' << 8) | 'A';
    public const int MTA = ('M' << 16) | ('T' << 8) | 'A';
    public const int MTW = ('M' << 16) | ('T' << 8) | 'W';
    public const int MWD = ('M' << 16) | ('W' << 8) | 'D';
    public const int MWV = ('M' << 16) | ('W' << 8) | 'V';
    public const int OSD = ('O' << 16) | ('S' << 8) | 'D';
    public const int RMB = ('R' << 16) | ('M' << 8) | 'B';
    public const int RMC = ('R' << 16) | ('M' << 8) | 'C';
    public const int ROT = ('R' << 16) | ('O' << 8) | 'T';
    public const int RPM = ('R' << 16) | ('P' << 8) | 'M';
    public const int RSA = ('R' << 16) | ('S' << 8) | 'A';
    public const int THS = ('T' << 16) | ('H' << 8) | 'S';
    public const int VBW = ('V' << 16) | ('B' << 8) | 'W';
    public const int VDM = ('V' << 16) | ('D' << 8) | 'M';
    public const int VDO = ('V' << 16) | ('D' << 8) | 'O';
    public const int VDR = ('V' << 16) | ('D' << 8) | 'R';
    public const int VHW = ('V' << 16) | ('H' << 8) | 'W';
    public const int VLW = ('V' << 16) | ('L' << 8) | 'W';
    public const int VPW = ('V' << 16) | ('P' << 8) | 'W';
    public const int VTG = ('V' << 16) | ('T' << 8) | 'G';
    public const int VWR = ('V' << 16) | ('W' << 8) | 'R';
    public const int VWT = ('V' << 16) | ('W' << 8) | 'T';
    public const int XDR = ('X' << 16) | ('D' << 8) | 'R';
    public const int XTE = ('X' << 16) | ('T' << 8) | 'E';
    public const int ZDA = ('Z' << 16) | ('D' << 8) | 'A';

    /// <summary>The integer of the first three bytes, letters in either case.</summary>
    public static int Of(ReadOnlySpan<byte> text) => (Upper(text[0]) << 16) | (Upper(text[1]) << 8) | Upper(text[2]);

    private static int Upper(byte c) => c is >= (byte)'a' and <= (byte)'z' ? c - 32 : c;
}
