using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace SignalK.Server.Tls;

/// <summary>
/// TLS between socket and HTTP. Kestrel's own wants a host and a container, and asks for the certificate's chain on the
/// network when that may change while it runs.
/// </summary>
internal sealed class TlsLayer(CertificateFiles certificates, TimeSpan patience, TimeProvider time)
{
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(1);

    public ConnectionDelegate Around(ConnectionDelegate next) => connection => RunAsync(connection, next);

    private async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var socket = connection.Transport;
        var stream = new SslStream(new DuplexStream(socket));
        await using (stream.ConfigureAwait(false))
        {
            if (!await ShakeHandsAsync(stream).ConfigureAwait(false))
            {
                return;
            }

            var leaveOpen = new StreamPipeWriterOptions(leaveOpen: true);
            var inside = new Pipes(PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true, useZeroByteReads: true)), PipeWriter.Create(stream, leaveOpen));
            connection.Features.Set<ITlsConnectionFeature>(new Tls());
            connection.Transport = inside;
            try
            {
                await next(connection).ConfigureAwait(false);
                await inside.Input.CompleteAsync().ConfigureAwait(false);
                await inside.Output.CompleteAsync().ConfigureAwait(false);

                // An end without it is a cut for OpenSSL, and what HTTP/1.0 got so far is thrown away.
                await stream.ShutdownAsync().WaitAsync(s_farewell, time).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or InvalidOperationException or TimeoutException)
            {
                // The client left without a word.
            }
            finally
            {
                connection.Transport = socket;
            }
        }
    }

    // Whoever does not trust the certificate ends here: no news on a boat.
    private async Task<bool> ShakeHandsAsync(SslStream stream)
    {
        if (certificates.Options is not { } options)
        {
            return false;
        }

        using var limit = new CancellationTokenSource(patience, time);
        try
        {
            await stream.AuthenticateAsServerAsync(options, limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or AuthenticationException)
        {
            return false;
        }
    }

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>Its presence is what makes the scheme of a request <c>https</c>.</summary>
    private sealed class Tls : ITlsConnectionFeature
    {
        public X509Certificate2? ClientCertificate { get; set; }

        public Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) => Task.FromResult<X509Certificate2?>(null);
    }
}
