namespace SignalK.Wasm.Managed;

/// <summary>
/// Fuel is handed out in slices: one comparison at loop headers and function entries covers fuel, deadline and interrupt.
/// The order of charge and check is Wasmtime's: a block is charged whole, and only headers and entries look.
/// </summary>
sealed unsafe partial class Machine
{
    /// <summary>Some 10 µs of work: how soon a stopped call ends. A new slice costs some tens of nanoseconds.</summary>
    const long SliceUnits = 20_000;

    /// <summary>Units of the call beyond the slice.</summary>
    ulong _reserve;
    ulong _limit;

    public void SetFuel(ulong limit)
    {
        _limit = limit;
        _reserve = limit;
        Fuel = 0;
        TakeSlice();
    }

    public ulong FuelUsed
    {
        get
        {
            var overdrawn = Fuel < 0 ? (ulong)-Fuel : 0;
            if (overdrawn >= _reserve && overdrawn > 0)
                return _limit;
            return _limit - (_reserve - overdrawn + (ulong)Math.Max(Fuel, 0));
        }
    }

    public (ulong Limit, ulong Reserve, long Slice) SaveFuel() => (_limit, _reserve, Fuel);

    public void RestoreFuel((ulong Limit, ulong Reserve, long Slice) saved) => (_limit, _reserve, Fuel) = saved;

    /// <summary>
    /// Called when the slice has <paramref name="atLeast"/> units or less. True when the call may go on, with a new slice; else
    /// it has a trap.
    /// </summary>
    public bool Refuel(long atLeast)
    {
        var stop = Store.Gate.StopReason;
        if (stop != WasmTrap.None)
        {
            EndWith(stop);
            return false;
        }
        TakeSlice();
        if (Fuel > atLeast)
            return true;
        EndWith(WasmTrap.OutOfFuel);
        Fuel = 0;
        _reserve = 0;
        return false;
    }

    /// <summary>Charges a bulk operation for what it was asked; false with a trap when that is not there.</summary>
    public bool Charge(uint units)
    {
        Fuel -= units;
        return Fuel > 0 || Refuel(0);
    }

    void TakeSlice()
    {
        var wanted = (ulong)(SliceUnits - Fuel);
        var taken = Math.Min(wanted, _reserve);
        Fuel += (long)taken;
        _reserve -= taken;
    }
}
