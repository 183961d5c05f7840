using SignalK.Core.Storage;

namespace SignalK.Core.Tests.Storage;

/// <summary>A disk whose power goes at one operation: that one and all after it do nothing but fail, a write leaving half.</summary>
sealed class FailingDisk(int failAt) : Disk
{
    int _operations;

    public bool Failed { get; private set; }

    public override void WriteSynced(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        if (Next())
        {
            base.WriteSynced(path, content, mode);
            return;
        }
        base.WriteSynced(path, content[..(content.Length / 2)], mode);
        throw new IOException("No space left on device");
    }

    public override void Rename(string from, string to) => Do(() => base.Rename(from, to));

    public override void Delete(string path) => Do(() => base.Delete(path));

    public override void SyncDirectory(string path) => Do(() => base.SyncDirectory(path));

    void Do(Action action)
    {
        if (!Next())
            throw new IOException("No space left on device");
        action();
    }

    bool Next()
    {
        Failed |= _operations++ >= failAt;
        return !Failed;
    }
}
