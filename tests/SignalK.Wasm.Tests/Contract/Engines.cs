using System.Collections.Concurrent;
using SignalK.Wasm.Managed;
using SignalK.Wasm.Wasmtime;

namespace SignalK.Wasm.Tests.Contract;

/// <summary>The engines that the tests over the contract run on, made once and kept.</summary>
static class Engines
{
    public const string Managed = "managed", Wasmtime48 = "wasmtime 48", Wasmtime44 = "wasmtime 44";

    static readonly ConcurrentDictionary<(string, WasmEngineOptions), IWasmEngine> Made = [];

    /// <summary>Every engine that this machine has.</summary>
    public static TheoryData<string> All
    {
        get
        {
            TheoryData<string> names = [Managed];
            if (WasmtimeFiles.Has48)
                names.Add(Wasmtime48);
            return names;
        }
    }

    public static IWasmEngine Get(string name, WasmEngineOptions? options = null) =>
        Made.GetOrAdd((name, options ?? WasmEngineOptions.Default), static key => Create(key.Item1, key.Item2));

    /// <summary>A new engine, the caller's to dispose.</summary>
    public static IWasmEngine Create(string name, WasmEngineOptions options) => name switch
    {
        Managed => new ManagedEngine(options),
        Wasmtime48 => CreateWasmtime(WasmtimeFiles.Path48, options),
        Wasmtime44 => CreateWasmtime(WasmtimeFiles.Path44, options),
        _ => throw new ArgumentException($"no engine is named {name}"),
    };

    static WasmtimeEngine CreateWasmtime(string path, WasmEngineOptions options) =>
        WasmtimeEngine.TryCreate(options, new WasmtimeOptions { Library = path }, out var engine, out var reason)
            ? engine
            : throw new InvalidOperationException(reason);
}
