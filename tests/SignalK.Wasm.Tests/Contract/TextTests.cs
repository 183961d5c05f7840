namespace SignalK.Wasm.Tests.Contract;

public sealed class TextTests
{
    [Fact]
    public void Traps_ToText_AreTheDocumentedNames() => Assert.Equal(
        "none unreachable memory-out-of-bounds table-out-of-bounds null-reference bad-signature integer-overflow division-by-zero "
        + "bad-conversion stack-overflow out-of-fuel deadline interrupted host-error exit",
        string.Join(' ', Enum.GetValues<WasmTrap>().Select(trap => trap.ToText())));

    [Fact]
    public void Refusal_ToString_CarriesFigureAndPlace()
    {
        Assert.Equal("limit: too many globals (1001, at most 1000) at byte 57", WasmRefusal.Limit("too many globals", 1001, 1000, 57).ToString());
        Assert.Equal("invalid: unknown type at byte 12", WasmRefusal.Invalid("unknown type", 12).ToString());
        Assert.Equal("link: unknown import env.x", WasmRefusal.Link("unknown import env.x").ToString());
    }

    [Fact]
    public void Value_ExternRef_KeepsEveryKeyApartFromNull()
    {
        Assert.True(WasmValue.NullRef.IsNullRef);
        Assert.False(WasmValue.ExternRef(0).IsNullRef);
        Assert.Equal(0u, WasmValue.ExternRef(0).ExternKey);
        Assert.Equal(uint.MaxValue, WasmValue.ExternRef(uint.MaxValue).ExternKey);
    }

    [Fact]
    public void FunctionType_Equality_IsByStructure()
    {
        Assert.Equal(Signature.Parse("il:fd"), Signature.Parse("il:fd"));
        Assert.Equal(Signature.Parse("il:fd").GetHashCode(), Signature.Parse("il:fd").GetHashCode());
        Assert.NotEqual(Signature.Parse("il:"), Signature.Parse("i:l"));
        Assert.Equal("func (i32 v128) -> (externref)", Signature.Parse("iv:e").ToString());
    }
}
