using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi.Files;

/// <summary>
/// The walk by hand, one component at a time with O_NOFOLLOW. `..` goes back to the descriptor it came from and is never
/// opened, so a directory that is moved away meanwhile leads nowhere.
/// </summary>
internal sealed class WalkingResolver : PathResolver
{
    public override int TryOpen(int directory, ReadOnlySpan<byte> path, int flags, uint mode = 0x1b6)
    {
        using Walk walk = new(directory, flags, mode);
        return walk.Run(path);
    }

    sealed unsafe class Walk(int root, int flags, uint mode) : IDisposable
    {
        // The kernel's own bound on links, and one on descriptors held by a single lookup.
        const int MaxLinks = 40;
        const int MaxDepth = 200;
        const int MaxPath = 4096;
        const int Continue = int.MinValue;

        readonly Stack<int> _directories = new();
        readonly Stack<byte[]> _components = new();
        int _links;
        bool _mustBeDirectory;
        bool _endsWithSlash;

        int Current => _directories.TryPeek(out var fd) ? fd : root;

        bool Creates => (flags & Open.Create) != 0;

        bool FollowsLast => (flags & Open.NoFollow) == 0;

        public int Run(ReadOnlySpan<byte> path)
        {
            path = path[..path.IndexOf((byte)0)];
            if (path.IsEmpty) return -Errno.NoEntry;
            if (path.Length >= MaxPath) return -Errno.NameTooLong;
            var error = Push(path);
            if (error < 0) return error;
            while (_components.TryPop(out var name))
            {
                if (name is [(byte)'.', (byte)'.', 0])
                {
                    if (!_directories.TryPop(out var left)) return -Errno.CrossDevice;
                    _ = LibC.Close(left);
                    continue;
                }
                var result = _components.Count == 0 && !_mustBeDirectory ? OpenLast(name) : Descend(name);
                if (result != Continue) return result;
            }
            return OpenCurrent();
        }

        /// <summary>A component on the way: a directory is entered, a link spliced in.</summary>
        int Descend(byte[] name)
        {
            if (_components.Count == 0 && _endsWithSlash && Creates) return -Errno.IsDirectory;
            var fd = OpenAt(name, Open.Path | Open.NoFollow);
            if (fd < 0) return fd;
            var error = LibC.Stat(fd, out var stat);
            if (error == 0 && stat.Type == WasiFiletype.SymbolicLink) return Splice(fd);
            if (error == 0 && stat.Type != WasiFiletype.Directory) error = Errno.NotDirectory;
            if (error == 0 && _directories.Count == MaxDepth) error = Errno.NameTooLong;
            if (error != 0)
            {
                _ = LibC.Close(fd);
                return -error;
            }
            _directories.Push(fd);
            return Continue;
        }

        int OpenLast(byte[] name)
        {
            // Somebody may swap the entry between the look and the open: O_NOFOLLOW tells, and it is looked at again.
            if (FollowsLast)
            {
                var link = OpenAt(name, Open.Path | Open.NoFollow);
                if (link < 0 && link != -Errno.NoEntry) return link;
                if (link >= 0)
                {
                    var error = LibC.Stat(link, out var stat);
                    if (error != 0) return Fail(link, error);
                    if (stat.Type == WasiFiletype.SymbolicLink)
                        return Creates && (flags & Open.Exclusive) != 0 ? Fail(link, Errno.Exists) : Splice(link);
                    if ((flags & Open.Path) != 0)
                        return (flags & Open.Directory) != 0 && stat.Type != WasiFiletype.Directory ? Fail(link, Errno.NotDirectory) : link;
                    _ = LibC.Close(link);
                }
            }
            var fd = OpenAt(name, flags | Open.NoFollow);
            if (fd != -Errno.Loop || !FollowsLast) return fd;
            if (++_links > MaxLinks) return -Errno.Loop;
            _components.Push(name);
            return Continue;
        }

        /// <summary>The path ended in `..`, `.` or a slash: what is to be opened is where the walk stands.</summary>
        int OpenCurrent()
        {
            if (Creates) return (flags & Open.Exclusive) != 0 ? -Errno.Exists : -Errno.IsDirectory;
            return OpenAt([(byte)'.', 0], flags);
        }

        int Splice(int link)
        {
            if (++_links > MaxLinks) return Fail(link, Errno.Loop);
            Span<byte> target = stackalloc byte[MaxPath];
            nint length;
            fixed (byte* empty = "\0"u8)
            fixed (byte* buffer = target)
                length = LibC.Readlinkat(link, empty, buffer, target.Length);
            if (length < 0) return Fail(link, LibC.Errno);
            _ = LibC.Close(link);
            if (length == 0) return -Errno.NoEntry;
            if (length == target.Length) return -Errno.NameTooLong;
            var error = Push(target[..(int)length]);
            return error < 0 ? error : Continue;
        }

        int Push(ReadOnlySpan<byte> path)
        {
            if (path[0] == '/') return -Errno.CrossDevice;
            // A link in the middle says nothing of the end.
            if (_components.Count == 0)
            {
                _endsWithSlash |= path[^1] == '/';
                _mustBeDirectory |= _endsWithSlash || path is [(byte)'.'] || path.EndsWith("/."u8);
            }
            for (var end = path.Length; end > 0;)
            {
                var start = path[..end].LastIndexOf((byte)'/') + 1;
                var name = path[start..end];
                if (!name.IsEmpty && !name.SequenceEqual("."u8)) _components.Push([.. name, 0]);
                end = start - 1;
            }
            return 0;
        }

        int OpenAt(byte[] name, int how)
        {
            fixed (byte* path = name)
            {
                while (true)
                {
                    var fd = LibC.Openat(Current, path, how | Open.CloseOnExec, mode);
                    if (fd >= 0) return fd;
                    if (LibC.Errno != Errno.Interrupted) return -LibC.Errno;
                }
            }
        }

        static int Fail(int fd, int error)
        {
            _ = LibC.Close(fd);
            return -error;
        }

        public void Dispose()
        {
            while (_directories.TryPop(out var fd)) _ = LibC.Close(fd);
        }
    }
}
