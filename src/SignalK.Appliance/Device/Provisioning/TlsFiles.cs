using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SignalK.Appliance.Configuration;
using SignalK.Core.Storage;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>Certificates of <c>signalk/tls/</c>: checked, and copied to where upstream keeps them.</summary>
sealed class TlsFiles(DevicePaths paths, ServiceUser user, TimeProvider time)
{
    const string Folder = "tls";
    const long LargestFile = 256 * 1024;

    public DeviceState Apply(DeviceState state)
    {
        var folder = Path.Combine(paths.Card, Folder);
        if (!Directory.Exists(folder))
            return state;
        var files = Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file).ToLowerInvariant() is ".pem" or ".crt" or ".cer" or ".key").Order(StringComparer.Ordinal).Take(16).ToList();
        if (files.Count == 0)
            return state;
        var print = string.Join(' ', files.Select(CardFile.Print));
        if (state.Consumed.GetValueOrDefault(Folder)?.Print == print)
            return state;
        var isWrong = false;
        string outcome;
        try
        {
            outcome = Take(files);
        }
        catch (Exception e) when (e is FormatException or CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            (isWrong, outcome) = (true, e is CryptographicException or ArgumentException ? "certificate and key do not belong together, or one of them is damaged: copy both again" : e.Message);
        }
        return state.With(Folder, new ConsumedFile(print, outcome, isWrong));
    }

    string Take(List<string> files)
    {
        if (files.Find(file => new FileInfo(file).Length > LargestFile) is { } large)
            throw new FormatException($"{Path.GetFileName(large)} is too large for a certificate");
        var texts = files.ConvertAll(File.ReadAllText);
        var certificates = texts.Find(text => text.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
            ?? throw new FormatException("there is no certificate: add a file that begins with -----BEGIN CERTIFICATE-----");
        var key = texts.Find(text => text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            ?? throw new FormatException("there is no private key: add a file that begins with -----BEGIN PRIVATE KEY-----");
        if (key.Contains("ENCRYPTED PRIVATE KEY", StringComparison.Ordinal))
            throw new FormatException("the private key has a password: add one without");
        using var certificate = X509Certificate2.CreateFromPem(certificates, key);
        var now = time.GetUtcNow();
        if (now >= Product.NotBefore && certificate.NotAfter.ToUniversalTime() < now.UtcDateTime)
            throw new FormatException($"the certificate for {Subject(certificate)} ended on {certificate.NotAfter:yyyy-MM-dd}: get a new one");
        Store(new ConfigPaths(paths.Config), certificates, key);
        return $"certificate for {Subject(certificate)}, good until {certificate.NotAfter:yyyy-MM-dd}, was taken over; this version serves HTTP only and keeps it for later";
    }

    void Store(ConfigPaths config, string certificates, string key) => user.Act(() =>
    {
        // Upstream's names; it insists that nobody else may read them.
        foreach (var (name, content) in ((string, string)[])[("ssl-cert.pem", certificates), ("ssl-key.pem", key)])
        {
            if (new DurableFile(Path.Combine(config.Directory, name), DurableFileOptions.ForSecrets).Write(System.Text.Encoding.UTF8.GetBytes(content)).Error is { } error)
                throw new IOException(error);
        }
    });

    static string Subject(X509Certificate2 certificate) =>
        certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false) is { Length: > 0 } name ? name : certificate.Subject;
}
