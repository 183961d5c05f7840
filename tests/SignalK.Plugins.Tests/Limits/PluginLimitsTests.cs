using SignalK.Plugins.Limits;

namespace SignalK.Plugins.Tests.Limits;

public class PluginLimitsTests
{
    [Fact]
    public void Limits_All_CanBeWrittenAndReadInTheirUnit()
    {
        foreach (var limit in PluginLimit.All)
        {
            var changed = limit.Set(PluginLimits.Default, limit.Get(PluginLimits.Default) + 1);
            Assert.Equal(limit.Get(PluginLimits.Default) + 1, limit.Get(changed));
            // And nothing else of them.
            Assert.Equal(PluginLimits.Default, limit.Set(changed, limit.Get(PluginLimits.Default)));
        }
    }

    [Fact]
    public void Limits_Defaults_LieWithinTheirBounds() =>
        Assert.All(PluginLimit.All, limit => Assert.InRange(limit.Get(PluginLimits.Default), limit.Least, limit.Most));

    [Fact]
    public void Limits_Bounds_KeepTheirValue() => Assert.All(PluginLimit.All, limit =>
    {
        Assert.Equal(limit.Least, limit.Get(limit.Set(PluginLimits.Default, limit.Least)));
        Assert.Equal(limit.Most, limit.Get(limit.Set(PluginLimits.Default, limit.Most)));
    });

    [Fact]
    public void ForStart_HasMoreTimeAndFuelThanACall()
    {
        var limits = PluginLimits.Default;

        Assert.Equal(limits.CallDeadline, limits.ForCalls.Deadline);
        Assert.Equal(limits.FuelPerCall, limits.ForCalls.Fuel);
        Assert.True(limits.ForStart.Deadline > limits.ForCalls.Deadline && limits.ForStart.Fuel > limits.ForCalls.Fuel);
        Assert.Equal(limits.MemoryBytes, limits.ForStart.MemoryBytes);
    }
}
