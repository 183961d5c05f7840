using System.Text;
using SignalK.Appliance.Device.Provisioning;

namespace SignalK.Appliance.Tests.Device.Provisioning;

public sealed class BlankingTests
{
    const int Sector = 512;
    const string Wifi = "{ \"wifi\": { \"country\": \"FI\", \"accessPoint\": { \"password\": ";
    const string Admin = "{ \"boat\": \"Väinö\",  \"admin\": { \"user\": \"skipper\", \"password\": ";

    [Theory]
    [InlineData("utf-8", Wifi, "\"halyard 7\"")]
    [InlineData("utf-8", Wifi, "\"halyard \\\"7\\\" \"")]
    [InlineData("utf-8", Wifi, "82947103")]
    [InlineData("utf-16", Wifi, "\"halyard 7\"")]
    [InlineData("utf-8", Admin, "\"öäå höräs\"")]
    public void Apply_PowerWentWhileASecretWasBlanked_WhatWasTakenStays(string encoding, string start, string secret)
    {
        var form = Encoding.GetEncoding(encoding);
        var length = form.GetByteCount(Content(secret));
        // Hashing a password takes a while: there, one end of a sector within a letter and one between two.
        foreach (var inside in start == Admin ? [1, 2] : Enumerable.Range(1, length + 1).Where(at => at % form.GetByteCount(" ") == 0))
        {
            using var unit = new Unit();
            var lead = start + (secret[0] == '"' ? "\"" : "");
            var text = new string(' ', Lead(form, lead, inside)) + start + secret + (start == Admin ? " } }" : " } } }");
            byte[] file = [.. form.GetPreamble(), .. form.GetBytes(text)];
            unit.WriteBytes(file);
            unit.Boot();
            var (blanked, wifi, account) = (File.ReadAllBytes(unit.Paths.ApplianceJson), unit.Run("hostapd.conf"), unit.Security.ToJsonString());
            var from = file.AsSpan().CommonPrefixLength(blanked);
            var mark = form.GetBytes(new string('\x7F', length / form.GetByteCount(" ")));

            foreach (var (at, bytes) in InPlaceFile.BlankSteps(from, blanked.AsMemory(from, length), mark))
            {
                Assert.Equal(at / Sector, (at + bytes.Length - 1) / Sector);
                bytes.CopyTo(file.AsMemory((int)at));
                unit.WriteBytes(file);
                unit.Boot();

                Assert.Equal(blanked, File.ReadAllBytes(unit.Paths.ApplianceJson));
                Assert.Equal(wifi, unit.Run("hostapd.conf"));
                Assert.Equal(account, unit.Security.ToJsonString());
            }
        }
    }

    static string Content(string secret) => secret[0] == '"' ? secret[1..^1] : secret;

    /// <summary>Spaces before, so that as many bytes of the secret lie in its first sector.</summary>
    static int Lead(Encoding form, string lead, int inside) =>
        (2 * Sector - inside - form.GetPreamble().Length - form.GetByteCount(lead)) % Sector / form.GetByteCount(" ");
}
