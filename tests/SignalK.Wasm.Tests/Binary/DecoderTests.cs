using SignalK.Wasm.Binary;

namespace SignalK.Wasm.Tests.Binary;

public class DecoderTests
{
    static readonly byte[] Header = [0, 0x61, 0x73, 0x6D, 1, 0, 0, 0];

    [Theory]
    [InlineData("", "magic header not detected", 0)]
    [InlineData("0061736D02000000", "unknown binary version", 4)]
    [InlineData("0061736D010000000D", "malformed section id", 8)]
    [InlineData("0061736D0100000001808080808000", "integer representation too long", 14)]
    [InlineData("0061736D010000000105", "length out of bounds", 10)]
    [InlineData("0061736D01000000010100010100", "unexpected content after last section", 11)]
    [InlineData("0061736D0100000003020100", "unknown type", 12)]
    public void TryDecode_Malformed_NamesReasonAndOffset(string bytes, string reason, long offset)
    {
        Assert.False(ModuleDecoder.TryDecode(Convert.FromHexString(bytes), WasmLimits.Default, out _, out var refusal));
        Assert.Equal(WasmRefusal.Invalid(reason, offset), refusal);
    }

    [Fact]
    public void TryDecode_CountBeyondTheSection_IsRefusedBeforeAnythingIsAllocated()
    {
        // 9 999 types announced, none there.
        byte[] bytes = [.. Header, 1, 2, 0x8F, 0x4E];
        Assert.False(ModuleDecoder.TryDecode(bytes, WasmLimits.Default, out _, out var refusal));
        Assert.Equal("length out of bounds", refusal.Reason);
    }

    [Fact]
    public void TryDecode_MoreThanALimit_SaysFigureAndCap()
    {
        // A memory of 2 000 pages.
        byte[] bytes = [.. Header, 5, 4, 1, 0, 0xD0, 0x0F];
        Assert.False(ModuleDecoder.TryDecode(bytes, WasmLimits.Default, out _, out var refusal));
        Assert.Equal(WasmRefusal.Limit("memory too large", 2000 * 65_536, 64 << 20, 11), refusal);
    }

    [Fact]
    public void TryDecode_ModuleAtItsCap_IsTakenAndOneByteMoreIsNot()
    {
        Assert.True(ModuleDecoder.TryDecode(Header, WasmLimits.Default with { ModuleBytes = 8 }, out _, out _));
        Assert.False(ModuleDecoder.TryDecode(Header, WasmLimits.Default with { ModuleBytes = 7 }, out _, out var refusal));
        Assert.Equal(WasmRefusalKind.Limit, refusal.Kind);
    }
}
