using SignalK.Core.Security;

namespace SignalK.Server.Http;

/// <summary>What is answered where, and the access that it needs.</summary>
/// <param name="Method">In capitals; <c>GET</c> answers HEAD as well.</param>
/// <param name="Path">Exact, with or without a slash at the end; or a prefix when it ends in <c>/*</c>, then the bare path
/// without a slash belongs to it, too.</param>
/// <param name="Needs">Checked before the handler is called.</param>
/// <param name="Handler">Answers.</param>
public sealed record Route(string Method, string Path, Access Needs, RouteHandler Handler)
{
    internal bool IsPrefix => Path.EndsWith("/*", StringComparison.Ordinal);

    /// <summary>Without slash at the end, without star.</summary>
    internal string Key => Path.TrimEnd('*').TrimEnd('/');
}
