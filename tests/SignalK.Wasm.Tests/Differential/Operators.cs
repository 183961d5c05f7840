namespace SignalK.Wasm.Tests.Differential;

/// <summary>An instruction without control flow: its bytes and its type.</summary>
sealed record Operator(byte[] Bytes, string Parameters, char Result);

/// <summary>The instructions that the generator may choose from, by the type of their result.</summary>
static class Operators
{
    static readonly List<Operator> Made = Make();

    public static ILookup<char, Operator> ByResult { get; } = Made.ToLookup(each => each.Result);

    static List<Operator> Make()
    {
        List<Operator> all = [];
        void Add(string parameters, char result, params (int First, int Last)[] ranges) =>
            all.AddRange(ranges.SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1))
                .Select(code => new Operator([(byte)code], parameters, result)));
        void Prefixed(byte prefix, string parameters, char result, params (int First, int Last)[] ranges) =>
            all.AddRange(ranges.SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1))
                .Select(code => new Operator([prefix, .. ModuleBuilder.Unsigned((uint)code)], parameters, result)));

        Add("i", 'i', (0x45, 0x45), (0x67, 0x69), (0xC0, 0xC1));
        Add("ii", 'i', (0x46, 0x4F), (0x6A, 0x78), (0x6A, 0x6C));
        Add("l", 'i', (0x50, 0x50), (0xA7, 0xA7));
        Add("ll", 'i', (0x51, 0x5A));
        Add("ff", 'i', (0x5B, 0x60));
        Add("dd", 'i', (0x61, 0x66));
        Add("l", 'l', (0x79, 0x7B), (0xC2, 0xC4));
        Add("ll", 'l', (0x7C, 0x8A), (0x7C, 0x7E));
        Add("f", 'f', (0x8B, 0x91));
        Add("ff", 'f', (0x92, 0x98));
        Add("d", 'd', (0x99, 0x9F));
        Add("dd", 'd', (0xA0, 0xA6));
        Add("f", 'i', (0xA8, 0xA9), (0xBC, 0xBC));
        Add("d", 'i', (0xAA, 0xAB));
        Add("i", 'l', (0xAC, 0xAD));
        Add("f", 'l', (0xAE, 0xAF));
        Add("d", 'l', (0xB0, 0xB1), (0xBD, 0xBD));
        Add("i", 'f', (0xB2, 0xB3), (0xBE, 0xBE));
        Add("l", 'f', (0xB4, 0xB5));
        Add("d", 'f', (0xB6, 0xB6));
        Add("i", 'd', (0xB7, 0xB8));
        Add("l", 'd', (0xB9, 0xBA), (0xBF, 0xBF));
        Add("f", 'd', (0xBB, 0xBB));
        Prefixed(0xFC, "f", 'i', (0, 1));
        Prefixed(0xFC, "d", 'i', (2, 3));
        Prefixed(0xFC, "f", 'l', (4, 5));
        Prefixed(0xFC, "d", 'l', (6, 7));

        Prefixed(0xFD, "i", 'v', (15, 17));
        Prefixed(0xFD, "l", 'v', (18, 18));
        Prefixed(0xFD, "f", 'v', (19, 19));
        Prefixed(0xFD, "d", 'v', (20, 20));
        Prefixed(0xFD, "v", 'i', (83, 83), (99, 100), (131, 132), (163, 164), (195, 196));
        Prefixed(
            0xFD, "v", 'v', (77, 77), (94, 98), (103, 106), (116, 117), (122, 122), (124, 129), (135, 138), (148, 148), (160, 161),
            (167, 170), (192, 193), (199, 202), (224, 225), (227, 227), (236, 237), (239, 239), (248, 255));
        Prefixed(
            0xFD, "vv", 'v', (14, 14), (35, 76), (78, 81), (101, 102), (110, 115), (118, 121), (123, 123), (130, 130), (133, 134),
            (142, 147), (149, 153), (155, 159), (174, 174), (177, 177), (181, 186), (188, 191), (206, 206), (209, 209), (213, 223),
            (228, 235), (240, 247));
        Prefixed(0xFD, "vvv", 'v', (82, 82));
        Prefixed(0xFD, "vi", 'v', (107, 109), (139, 141), (171, 173), (203, 205));
        Lanes(all);
        return all;
    }

    /// <summary>Extract, replace and shuffle carry their lanes as immediates: every lane, a few shuffles.</summary>
    static void Lanes(List<Operator> all)
    {
        (int Code, int Lanes, char Type)[] extracts =
            [(21, 16, 'i'), (22, 16, 'i'), (24, 8, 'i'), (25, 8, 'i'), (27, 4, 'i'), (29, 2, 'l'), (31, 4, 'f'), (33, 2, 'd')];
        foreach (var (code, lanes, type) in extracts)
            all.Add(new Operator([0xFD, (byte)code, (byte)(lanes - 1)], "v", type));
        (int Code, int Lanes, char Type)[] replaces = [(23, 16, 'i'), (26, 8, 'i'), (28, 4, 'i'), (30, 2, 'l'), (32, 4, 'f'), (34, 2, 'd')];
        foreach (var (code, lanes, type) in replaces)
            all.Add(new Operator([0xFD, (byte)code, (byte)(lanes / 2)], "v" + type, 'v'));
        for (var i = 0; i < 4; i++)
            all.Add(new Operator([0xFD, 13, .. Enumerable.Range(0, 16).Select(lane => (byte)(lane * (2 * i + 3) % 32))], "vv", 'v'));
    }
}
