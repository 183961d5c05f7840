namespace SignalK.Fuzz;

/// <summary>Makes inputs that are nearly right: the seeds with bytes changed, cut, repeated, or crossed with another seed.</summary>
sealed class Mutator(IReadOnlyList<byte[]> seeds, Random random)
{
    private const int MaxLength = 4096;

    // Bytes that mean something to one parser or another.
    private static readonly byte[] s_special = [.. "$!\\,*.-+0123456789{}[]\":@ANSWE\r\n"u8, 0, 0x7f, 0x80, 0xff];

    public byte[] Next()
    {
        var input = new List<byte>(seeds[random.Next(seeds.Count)]);
        for (var changes = random.Next(8); changes > 0; changes--)
        {
            Change(input);
        }

        return [.. input.Count > MaxLength ? input.Take(MaxLength) : input];
    }

    private void Change(List<byte> input)
    {
        var at = random.Next(input.Count + 1);
        var length = Math.Min(random.Next(1, 20), input.Count - at);
        switch (random.Next(7))
        {
            case 0 when length > 0:
                input[at] = (byte)random.Next(256);
                break;
            case 1 when length > 0:
                input[at] = s_special[random.Next(s_special.Length)];
                break;
            case 2:
                input.Insert(at, s_special[random.Next(s_special.Length)]);
                break;
            case 3:
                input.RemoveRange(at, length);
                break;
            case 4:
                input.InsertRange(at, input.GetRange(at, length));
                break;
            case 5:
                var other = seeds[random.Next(seeds.Count)];
                input.InsertRange(at, other[random.Next(other.Length + 1)..]);
                break;
            case 6 when length > 0:
                input[at] ^= (byte)(1 << random.Next(8));
                break;
        }
    }
}
