using SignalK.Wasm.Wasmtime;

namespace SignalK.Wasm.Tests.Wasmtime;

public sealed class CacheTests : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("signalk-cache-").FullName;

    string Folder => Path.Combine(_root, "cache");

    string KeyFile => Path.Combine(_root, "state", "key");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void TryRead_WhatWasWritten_GivesItBack()
    {
        var cache = Open();
        var key = WasmtimeCache.Key([1, 2, 3], 48, WasmEngineOptions.Default);
        cache.Write(key, "code"u8);

        Assert.Equal("code"u8.ToArray(), Open().TryRead(key));
        Assert.Null(cache.TryRead(WasmtimeCache.Key([1, 2, 3], 44, WasmEngineOptions.Default)));
        Assert.Null(cache.TryRead(WasmtimeCache.Key([1, 2, 3], 48, WasmEngineOptions.Default with { Deterministic = true })));
    }

    [Fact]
    public void TryOpen_NewDirectory_IsForTheOwnerOnly()
    {
        var cache = Open();
        cache.Write(WasmtimeCache.Key([], 48, WasmEngineOptions.Default), "code"u8);

        const UnixFileMode file = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(file | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
        Assert.Equal(file, File.GetUnixFileMode(Assert.Single(Directory.GetFiles(Folder))));
        Assert.Equal(file, File.GetUnixFileMode(KeyFile));
    }

    [Fact]
    public void TryRead_AnyByteChanged_IsDeletedAndMissed()
    {
        var cache = Open();
        var key = WasmtimeCache.Key([], 48, WasmEngineOptions.Default);
        for (var at = 0; at < 36; at += 7)
        {
            cache.Write(key, "code"u8);
            var path = Assert.Single(Directory.GetFiles(Folder));
            var bytes = File.ReadAllBytes(path);
            bytes[at] ^= 1;
            File.WriteAllBytes(path, bytes);

            Assert.Null(cache.TryRead(key));
            Assert.False(File.Exists(path));
        }
    }

    [Fact]
    public void TryRead_EntryOfAnotherModule_IsMissed()
    {
        var cache = Open();
        var (one, other) = (WasmtimeCache.Key([1], 48, WasmEngineOptions.Default), WasmtimeCache.Key([2], 48, WasmEngineOptions.Default));
        cache.Write(one, "code"u8);
        var path = Assert.Single(Directory.GetFiles(Folder));
        File.Copy(path, Path.Combine(Folder, Convert.ToHexStringLower(other) + ".cwasm"));

        Assert.Null(cache.TryRead(other));
    }

    [Fact]
    public void TryRead_AnotherMachinesKey_IsMissed()
    {
        var key = WasmtimeCache.Key([], 48, WasmEngineOptions.Default);
        Open().Write(key, "code"u8);
        File.Delete(KeyFile);

        Assert.Null(Open().TryRead(key));
    }

    [Fact]
    public void Write_BeyondTheCapacity_DropsTheOldest()
    {
        var cache = Open(capacity: 300);
        var keys = Enumerable.Range(0, 4).Select(i => WasmtimeCache.Key([(byte)i], 48, WasmEngineOptions.Default)).ToArray();
        for (var i = 0; i < keys.Length; i++)
        {
            cache.Write(keys[i], new byte[80]);
            if (cache.TryRead(keys[i]) is not null)
                File.SetLastWriteTimeUtc(Path.Combine(Folder, Convert.ToHexStringLower(keys[i]) + ".cwasm"), DateTime.UnixEpoch.AddHours(i));
        }

        Assert.Null(cache.TryRead(keys[0]));
        Assert.NotNull(cache.TryRead(keys[3]));
        Assert.True(new DirectoryInfo(Folder).GetFiles().Sum(file => file.Length) <= 300);
    }

    [Fact]
    public void TryOpen_DirectoryOpenToOthers_IsRefused()
    {
        Directory.CreateDirectory(Folder);
        File.SetUnixFileMode(Folder, (UnixFileMode)0b111_101_101);

        Assert.False(WasmtimeCache.TryOpen(Folder, KeyFile, 1000, out _, out var reason));
        Assert.Contains("0700", reason);
    }

    [Fact]
    public void TryOpen_KeyOpenToOthers_IsRefused()
    {
        Open();
        File.SetUnixFileMode(KeyFile, (UnixFileMode)0b110_100_000);

        Assert.False(WasmtimeCache.TryOpen(Folder, KeyFile, 1000, out _, out var reason));
        Assert.Contains("0600", reason);
    }

    [Fact]
    public void TryOpen_DirectoryIsALink_IsRefused()
    {
        Directory.CreateDirectory(_root + "/elsewhere", (UnixFileMode)0b111_000_000);
        Directory.CreateSymbolicLink(Folder, _root + "/elsewhere");

        Assert.False(WasmtimeCache.TryOpen(Folder, KeyFile, 1000, out _, out var reason));
        Assert.Contains("link", reason);
    }

    [WasmtimeFact]
    public void TryLoad_SecondTime_TakesTheCodeFromTheCache()
    {
        using var first = Create(compiler: null);
        Assert.Equal(42, Modules.Run(first, Modules.Answer));

        // This one cannot compile anything: what runs came from the cache.
        using var second = Create(new WasmtimeCompiler { Program = "/nonexistent/program" });
        Assert.Equal(42, Modules.Run(second, Modules.Answer));
        Assert.False(second.TryLoad(Modules.Returning(43), WasmLimits.Default, out _, out _));
    }

    [WasmtimeFact]
    public void TryLoad_CodeOfOtherSettings_IsCompiledAnew()
    {
        using var first = Create(compiler: null);
        Assert.Equal(42, Modules.Run(first, Modules.Answer));

        using var other = Create(compiler: null, WasmEngineOptions.Default with { Deterministic = true });
        Assert.Equal(42, Modules.Run(other, Modules.Answer));
        Assert.Equal(2, Directory.GetFiles(Folder).Length);
    }

    WasmtimeCache Open(long capacity = 1 << 20)
    {
        Assert.True(WasmtimeCache.TryOpen(Folder, KeyFile, capacity, out var cache, out var reason), reason);
        return cache!;
    }

    WasmtimeEngine Create(WasmtimeCompiler? compiler, WasmEngineOptions? options = null)
    {
        WasmtimeOptions wasmtime = new() { Library = WasmtimeFiles.Path48, Compiler = compiler, Cache = Open() };
        Assert.True(WasmtimeEngine.TryCreate(options ?? WasmEngineOptions.Default, wasmtime, out var engine, out var reason), reason);
        return engine!;
    }
}
