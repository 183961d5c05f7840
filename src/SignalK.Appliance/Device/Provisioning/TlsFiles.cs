using System.Text.Json.Nodes;
using SignalK.Appliance.Configuration;
using SignalK.Appliance.Device.Owner;
using SignalK.Appliance.Device.Unit;
using SignalK.Server.Tls;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>Certificates of <c>signalk/tls/</c>: checked, and put where the server and upstream look for them.</summary>
sealed class TlsFiles(DevicePaths paths, ServiceUser user, TimeProvider time)
{
    const string Folder = "tls";
    const long LargestFile = 256 * 1024;

    readonly ConfigPaths _config = new(paths.Config);

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
        try
        {
            return state.With(Folder, new ConsumedFile(print, Take(files), IsMistake: false));
        }
        catch (CertificateException e)
        {
            return state.With(Folder, new ConsumedFile(print, e.Message, IsMistake: true));
        }
    }

    /// <summary>What HTTPS shows, and for how long that is good.</summary>
    public void Tell(ApplyReport report)
    {
        user.Act(() =>
        {
            var settings = new JsonDocumentFile<JsonObject>(_config.Settings).Load(new FaultList("settings.json"));
            if (settings is null || !HttpsSwitch.IsOn(settings))
                return;
            try
            {
                var certificate = CertificateFiles.Read(paths.Config);
                if (IsTrusted && certificate.Remark(time.GetUtcNow()) is { } remark)
                    report.Wrong("tls", "", $"{remark} and lay it into the folder tls");
                else
                    report.Did("https", $"certificate for {certificate.Name}, good until {ServerCertificate.Day(certificate.NotAfter)}");
            }
            catch (CertificateException)
            {
                report.Did("https", "the unit makes its own certificate, which browsers ask about; for another one lay it into the folder tls");
            }
        });
    }

    bool IsTrusted => time.GetUtcNow() >= Product.NotBefore;

    string Take(List<string> files)
    {
        if (files.Find(file => new FileInfo(file).Length > LargestFile) is { } large)
            throw new CertificateException($"{Path.GetFileName(large)} is too large for a certificate");
        var certificate = ServerCertificate.Parse(files.Select(File.ReadAllText));
        if (IsTrusted && certificate.NotAfter < time.GetUtcNow())
            throw new CertificateException($"the certificate for {certificate.Name} ended on {ServerCertificate.Day(certificate.NotAfter)}: get a new one");
        var isOn = false;
        user.Act(() => isOn = Keep(certificate));
        return $"certificate for {certificate.Name}, good until {ServerCertificate.Day(certificate.NotAfter)}, was taken over{(isOn ? "" : "; HTTPS is switched off (\"https\": \"off\")")}";
    }

    bool Keep(ServerCertificate certificate)
    {
        if (CertificateFiles.Write(paths.Config, certificate) is { } error)
            throw new IOException(error);
        var file = new JsonDocumentFile<JsonObject>(_config.Settings);
        var settings = file.Load(new FaultList("settings.json")) ?? [];
        if (!HttpsSwitch.IsUnset(settings))
            return HttpsSwitch.IsOn(settings);
        HttpsSwitch.Set(settings, HttpsChoice.On);
        return file.Save(settings) is { Error: { } unsaved } ? throw new IOException(unsaved) : true;
    }
}
