using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using SignalK.Plugins.Packages;
using SignalK.Plugins.Running;

namespace SignalK.Plugins;

public sealed partial class PluginHost
{
    private readonly Dictionary<string, PackageFingerprint> _changing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);
    private ImmutableDictionary<string, PackageFingerprint> _known = ImmutableDictionary<string, PackageFingerprint>.Empty;
    private long _seenDirectories;

    /// <summary>The plugins that lie there now, those for Node aside.</summary>
    private List<PluginPackage> Discover()
    {
        _seenDirectories = DirectoryTicks();
        var found = _options.Shipped.With(PackageDiscovery.Find([_parts.Paths.Packages], (path, reason) =>
        {
            // Said once: it is looked at again and again.
            if (!_told.TryGetValue(path, out var told) || told != reason)
            {
                _told[path] = reason;
                LogPackage(_log, path, reason);
            }
        }));
        _nodePackages = [.. found.Where(p => p.Kind == PackageKind.Node)];
        return [.. found.Where(p => p.Kind == PackageKind.Wasm)];
    }

    /// <summary>Makes actors for what is new and ends those whose package is gone.</summary>
    /// <returns>The starts under way.</returns>
    private List<Task> Take(List<PluginPackage> found)
    {
        var starts = new List<Task>();
        foreach (var package in found.Where(p => !_actors.ContainsKey(p.Id.Derived)))
        {
            var actor = new PluginActor(_parts, package);
            _actors = _actors.Add(package.Id.Derived, actor);
            _known = _known.SetItem(package.Id.Derived, PackageFingerprint.Of(package));
            starts.Add(actor.BootAsync());
        }

        foreach (var (id, actor) in _actors.Where(a => found.All(p => p.Id.Derived != a.Key)))
        {
            _actors = _actors.Remove(id);
            _known = _known.Remove(id);
            LogGone(_log, actor.Id.Package);
            starts.Add(Task.Run(actor.Dispose));
        }

        return starts;
    }

    // On a timer's thread. A change under way (an upload, an install) makes the next look see it.
    private void LookAgain()
    {
        if (!_changes.Wait(0))
        {
            return;
        }

        try
        {
            if (DirectoryTicks() != _seenDirectories)
            {
                Take(Discover());
            }

            foreach (var actor in _actors.Values)
            {
                Compare(actor);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogPackage(_log, _parts.Paths.Packages, e.Message);
        }
        finally
        {
            _changes.Release();
        }
    }

    // A file that is being written looks different each time: it is taken when it looks the same twice.
    private void Compare(PluginActor actor)
    {
        var now = PackageFingerprint.Of(actor.Package);
        var id = actor.Id.Derived;
        if (now == _known.GetValueOrDefault(id))
        {
            _changing.Remove(id);
        }
        else if (_changing.TryGetValue(id, out var before) && before == now)
        {
            _changing.Remove(id);
            LogChanged(_log, actor.Id.Package);
            _ = ReloadAsync(actor);
        }
        else
        {
            _changing[id] = now;
        }
    }

    // node_modules itself and its scopes: installing and removing changes them, and that is cheap to see.
    private long DirectoryTicks()
    {
        var root = _parts.Paths.Packages;
        return !Directory.Exists(root) ? 0
            : Directory.EnumerateDirectories(root, "@*").Prepend(root).Aggregate(0L, (ticks, folder) => HashCode.Combine(ticks, Directory.GetLastWriteTimeUtc(folder).Ticks));
    }

    [LoggerMessage(EventId = 121, Level = LogLevel.Warning, Message = "{Path}: {Reason}")]
    private static partial void LogPackage(ILogger logger, string path, string reason);

    [LoggerMessage(EventId = 122, Level = LogLevel.Information, Message = "[{Plugin}] changed on disk: loading it anew")]
    private static partial void LogChanged(ILogger logger, string plugin);

    [LoggerMessage(EventId = 123, Level = LogLevel.Information, Message = "[{Plugin}] is gone")]
    private static partial void LogGone(ILogger logger, string plugin);
}
