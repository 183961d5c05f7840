using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SignalK.Appliance.Device.Provisioning;

namespace SignalK.Appliance.Tests.Device.Provisioning;

/// <summary>Backups, certificates and plugin packages on the card.</summary>
public sealed class CardFilesTests : IDisposable
{
    readonly Unit _unit = new();

    public void Dispose() => _unit.Dispose();

    [Fact]
    public void Boot_SomethingEndsItAfterTheRestore_IsRestoredOnce()
    {
        _unit.Boot();
        Zip("restore.zip", ("settings.json", """{"port": 4000}"""));
        Directory.Delete(_unit.Paths.Run, recursive: true);
        var inTheWay = Directory.CreateDirectory(Path.Combine(_unit.Paths.Run, Provisioner.ClaimFile));
        Assert.ThrowsAny<Exception>(() => _unit.Apply());
        Assert.Equal(4000, (int)_unit.Settings["port"]!);
        inTheWay.Delete();

        File.WriteAllText(_unit.Config.Settings, """{"port": 5000}""");
        _unit.Boot();

        Assert.Equal(5000, (int)_unit.Settings["port"]!);
        Assert.Contains("restore.zip: 1 files", _unit.ResultLine);
    }

    [Fact]
    public void Boot_ABackupOnTheCard_IsRestoredOnce()
    {
        _unit.Boot();
        Zip("restore.zip", ("settings.json", """{"port": 4000}"""));

        _unit.Boot();
        Assert.Equal(4000, (int)_unit.Settings["port"]!);
        Assert.NotNull(_unit.Settings["security"]);
        Assert.Contains("restore.zip: 1 files of a signalk-server configuration restored on 2026-12-01", _unit.ResultLine);

        File.WriteAllText(_unit.Config.Settings, """{"port": 5000}""");
        _unit.Boot();
        Assert.Equal(5000, (int)_unit.Settings["port"]!);
    }

    [Fact]
    public void Boot_ABrokenBackupOnTheCard_IsNamedAndNothingElse()
    {
        _unit.Write("""{"boat": "Aura"}""");
        _unit.Card("restore.zip", "this is no zip at all");

        _unit.Boot();

        Assert.Contains("restore.zip: was not restored: this is no zip file", _unit.ResultLine);
        Assert.Contains("Aura", File.ReadAllText(_unit.Config.BaseDeltas));
    }

    [Fact]
    public void Boot_ACertificateOnTheCard_IsCheckedAndCopied()
    {
        var (certificate, key) = Certificate(DateTimeOffset.UtcNow.AddYears(5));
        _unit.Card("tls/boat.crt", certificate);
        _unit.Card("tls/boat.key", key);

        _unit.Boot();

        Assert.Contains("tls: certificate for boat.example, good until", _unit.ResultLine);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_unit.Paths.Config, "ssl-key.pem")));
        Assert.Equal(certificate + "\n", File.ReadAllText(Path.Combine(_unit.Paths.Config, "ssl-cert.pem")));
        Assert.True((bool)_unit.Settings["ssl"]!);
        Assert.False((bool)_unit.Settings["appliance"]!["httpsOnly"]!);
        Assert.Contains("https: certificate for boat.example", _unit.ResultLine);
    }

    [Theory]
    [InlineData("off", false, false, "HTTPS is switched off")]
    [InlineData("on", true, false, "https: certificate for boat.example")]
    [InlineData("only", true, true, "https: certificate for boat.example")]
    public void Boot_WhatIsSaidOfHttps_Holds(string https, bool isOn, bool isOnly, string said)
    {
        var (certificate, key) = Certificate(DateTimeOffset.UtcNow.AddYears(5));
        _unit.Card("tls/boat.pem", certificate + key);
        _unit.Write($$"""{"https": "{{https}}"}""");

        _unit.Boot();

        Assert.Equal((isOn, isOnly), ((bool)_unit.Settings["ssl"]!, (bool)_unit.Settings["appliance"]!["httpsOnly"]!));
        Assert.Contains(said, _unit.ResultLine);
    }

    [Fact]
    public void Boot_ACertificateThatEndsWhileItIsServed_IsNamedAtEachStart()
    {
        var (certificate, key) = Certificate(_unit.Time.GetUtcNow().AddDays(40));
        Tls(certificate, key);
        Assert.Contains("NO MISTAKES", _unit.ResultLine);

        _unit.Time.Advance(TimeSpan.FromDays(20));
        _unit.Boot();
        Assert.Contains("tls: the certificate for boat.example ends on 2027-01-10: get a new one and lay it into the folder tls", _unit.ResultLine);
        _unit.Time.Advance(TimeSpan.FromDays(30));
        _unit.Boot();
        Assert.Contains("tls: the certificate for boat.example ended on 2027-01-10", _unit.ResultLine);
    }

    [Fact]
    public void Boot_CertificatesThatWillNotDo_AreNamed()
    {
        var (certificate, key) = Certificate(DateTimeOffset.UtcNow.AddYears(5));
        var (_, other) = Certificate(DateTimeOffset.UtcNow.AddYears(5));
        var (old, oldKey) = Certificate(new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Contains("there is no private key", Tls(certificate, ""));
        Assert.Contains("there is no certificate", Tls("", key));
        Assert.Contains("do not belong together", Tls(certificate, other));
        Assert.Contains("a certificate is damaged", Tls(certificate.Replace("-----\nMII", "-----\nAAA"), key));
        Assert.Contains("ended on 2021-01-01", Tls(old, oldKey));
        Assert.Contains("has a password", Tls(certificate, "-----BEGIN ENCRYPTED PRIVATE KEY-----"));
        Assert.False(File.Exists(Path.Combine(_unit.Paths.Config, "ssl-key.pem")));
    }

    [Fact]
    public void Boot_APluginPackageThatIsNone_IsNamed()
    {
        _unit.Card("plugins/broken.tgz", "this is no package");

        _unit.Boot();

        Assert.Contains("plugins/broken.tgz:", _unit.ResultLine);
        Assert.Contains("1 MISTAKE", _unit.Result);
    }

    string Tls(string certificate, string key)
    {
        _unit.Card("tls/boat.pem", certificate);
        _unit.Card("tls/boat.key", key);
        _unit.Boot();
        return _unit.ResultLine;
    }

    static (string Certificate, string Key) Certificate(DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=boat.example", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), until);
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    void Zip(string name, params (string Name, string Content)[] files)
    {
        using var zip = ZipFile.Open(Path.Combine(_unit.Paths.Card, name), ZipArchiveMode.Create);
        foreach (var (path, content) in files)
        {
            using var entry = zip.CreateEntry(path).Open();
            entry.Write(Encoding.UTF8.GetBytes(content));
        }
    }
}
