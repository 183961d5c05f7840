using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging;
using SignalK.Core.Faults;
using SignalK.Core.Storage;

namespace SignalK.Server.Tls;

/// <summary>
/// The certificate of HTTPS, in upstream's files of the configuration directory. It is looked at again and again: a new one
/// is shown to whoever connects from then on, and one that will not do leaves the last good one in force.
/// </summary>
/// <param name="directory">Where the files lie; one of our own making is put there when there are none.</param>
/// <param name="faults">Gets to know what is wrong with it.</param>
/// <param name="time">Times all looks, and judges its days.</param>
/// <param name="earliest">Before this the clock is wrong for sure, and says nothing of a certificate's days.</param>
/// <param name="log">Says what is in force.</param>
public sealed partial class CertificateFiles(string directory, FaultBoard faults, TimeProvider time, DateTimeOffset earliest, ILogger log)
{
    public const string Certificate = "ssl-cert.pem";
    public const string Key = "ssl-key.pem";
    public const string Chain = "ssl-chain.pem";

    private const string Fault = "tls";
    private const string DaysFault = "tls:days";
    private const int LargestFile = 256 * 1024;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static readonly string[] s_names = [Certificate, Key, Chain];
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(10);

    private string _seen = "";
    private volatile SslServerAuthenticationOptions? _options;

    /// <summary>In force; null: there is none, and HTTPS cannot be had.</summary>
    public ServerCertificate? Current { get; private set; }

    /// <summary>For a handshake; null as <see cref="Current"/>.</summary>
    internal SslServerAuthenticationOptions? Options => _options;

    /// <summary>Whether what is in force is good today, so that clients may be sent to it.</summary>
    public bool IsGood => Current?.IsValidAt(time.GetUtcNow()) ?? false;

    /// <summary>The first look, and one every ten seconds after that.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        if (!Files.Any(File.Exists))
        {
            Make();
        }

        while (!stop.IsCancellationRequested)
        {
            Look();
            await Task.Delay(s_look, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Keeps what was parsed, under upstream's names and readable for this user alone, as it insists.</summary>
    /// <returns>What went wrong; null: nothing.</returns>
    public static string? Write(string directory, ServerCertificate certificate)
    {
        var chain = string.Concat(certificate.Chain.Select(issuer => issuer.ExportCertificatePem() + "\n"));
        return Write(directory, Key, certificate.KeyPem) ?? Write(directory, Certificate, certificate.Leaf.ExportCertificatePem())
            ?? (chain.Length > 0 || File.Exists(Path.Combine(directory, Chain)) ? Write(directory, Chain, chain) : null);
    }

    /// <summary>Reads those of a configuration directory.</summary>
    /// <exception cref="CertificateException">They will not do.</exception>
    public static ServerCertificate Read(string directory)
    {
        List<string> texts = [];
        foreach (var name in s_names)
        {
            var file = new FileInfo(Path.Combine(directory, name));
            if (file is { Exists: true, Length: > LargestFile })
            {
                throw new CertificateException($"{name} is too large for a certificate");
            }

            if (file.Exists)
            {
                texts.Add(File.ReadAllText(file.FullName));
            }
        }

        return ServerCertificate.Parse(texts);
    }

    private IEnumerable<string> Files => from name in s_names select Path.Combine(directory, name);

    private void Make()
    {
        var now = time.GetUtcNow();
        var (certificate, key) = SelfMadeCertificate.Make(Environment.MachineName, now < earliest ? now : earliest);
        if ((Write(directory, Key, key) ?? Write(directory, Certificate, certificate)) is { } error)
        {
            faults.Raise(Fault, $"there is no certificate for HTTPS, and none can be made: {error}");
        }
    }

    private static string? Write(string directory, string name, string content) =>
        new DurableFile(Path.Combine(directory, name), DurableFileOptions.ForSecrets).Write(Encoding.ASCII.GetBytes(content.TrimEnd() + "\n")).Error;

    private void Look()
    {
        try
        {
            var state = string.Join(' ', Files.Select(file => new FileInfo(file)).Select(file => file.Exists ? $"{file.Length}@{file.LastWriteTimeUtc.Ticks}" : "-"));
            if (state != _seen)
            {
                Take(Read(directory));
                _seen = state;
            }
        }
        catch (Exception e) when (e is CertificateException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            faults.Raise(Fault, $"HTTPS {(Current is null ? "has no certificate" : "keeps the certificate it had")}: {e.Message} ({Certificate}, {Key} and {Chain} of the configuration directory)");
        }

        if (Current?.Remark(time.GetUtcNow()) is { } remark && time.GetUtcNow() >= earliest)
        {
            faults.Raise(DaysFault, remark);
        }
        else
        {
            faults.Clear(DaysFault);
        }
    }

    private void Take(ServerCertificate certificate)
    {
        _options = new SslServerAuthenticationOptions
        {
            // Nothing is asked of the network: neither missing issuers nor whether it was revoked.
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate.Leaf, [.. certificate.Chain], offline: true),
            ApplicationProtocols = [SslApplicationProtocol.Http11],
        };
        Current = certificate;
        LogTaken(log, certificate.Name, ServerCertificate.Day(certificate.NotAfter));
        if ((File.GetUnixFileMode(Path.Combine(directory, Key)) & Others) != 0)
        {
            faults.Raise(Fault, $"others may read {Key} of the configuration directory: chmod 600");
        }
        else
        {
            faults.Clear(Fault);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "HTTPS shows the certificate for {Name}, good until {Day}")]
    private static partial void LogTaken(ILogger logger, string name, string day);
}
