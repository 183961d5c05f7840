namespace SignalK.Server.Rest;

/// <summary>The segments of a URL's path, one after the other; a slash at the end adds none.</summary>
internal ref struct PathWalker(ReadOnlySpan<char> path)
{
    private ReadOnlySpan<char> _rest = path.EndsWith('/') ? path[..^1] : path;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>What has not been walked yet.</summary>
    public readonly ReadOnlySpan<char> Rest => _rest;

    public bool TryNext(out ReadOnlySpan<char> segment)
    {
        if (_rest.IsEmpty)
        {
            segment = default;
            return false;
        }

        var slash = _rest.IndexOf('/');
        segment = slash < 0 ? _rest : _rest[..slash];
        _rest = slash < 0 ? default : _rest[(slash + 1)..];
        return true;
    }
}
