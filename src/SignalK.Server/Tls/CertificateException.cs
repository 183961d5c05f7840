namespace SignalK.Server.Tls;

/// <summary>Certificate and key will not do; the message tells their owner why and what to do.</summary>
public sealed class CertificateException(string message) : Exception(message);
