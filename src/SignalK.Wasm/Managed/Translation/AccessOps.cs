using SignalK.Wasm.Binary;
using SignalK.Wasm.Managed.Handlers;
using SignalK.Wasm.Managed.Operations;

namespace SignalK.Wasm.Managed.Translation;

/// <summary>How an access computes its address.</summary>
enum AddressKind
{
    Slot,
    Constant,
    Sum,
    Displaced,
}

/// <summary>Handlers of loads and stores, by opcode and address.</summary>
static class AccessOps
{
    static readonly Handler[][] s_loads =
    [
        Loads<Load32U>(),
        Loads<Load64>(),
        Loads<Load32U>(),
        Loads<Load64>(),
        Loads<Load8SToI32>(),
        Loads<Load8U>(),
        Loads<Load16SToI32>(),
        Loads<Load16U>(),
        Loads<Load8SToI64>(),
        Loads<Load8U>(),
        Loads<Load16SToI64>(),
        Loads<Load16U>(),
        Loads<Load32SToI64>(),
        Loads<Load32U>(),
    ];

    static readonly Handler[][] s_stores =
    [
        Stores<Store32>(),
        Stores<Store64>(),
        Stores<Store32>(),
        Stores<Store64>(),
        Stores<Store8>(),
        Stores<Store16>(),
        Stores<Store8>(),
        Stores<Store16>(),
        Stores<Store32>(),
    ];

    public static Handler Load(byte opcode, AddressKind address) => s_loads[opcode - Opcode.I32Load][(int)address];

    public static Handler Store(byte opcode, AddressKind address, bool constant) =>
        s_stores[opcode - Opcode.I32Load - s_loads.Length][(int)address + (constant ? 4 : 0)];

    static Handler[] Loads<T>() where T : struct, ILoad =>
    [
        new Load<T, SlotAddress>(), new Load<T, ConstantAddress>(), new Load<T, SumAddress>(), new Load<T, DisplacedAddress>(),
    ];

    static Handler[] Stores<T>() where T : struct, IStore =>
    [
        new Store<T, SlotAddress>(), new Store<T, ConstantAddress>(), new Store<T, SumAddress>(),
        new Store<T, DisplacedAddress>(), new StoreConstant<T, SlotAddress>(), new StoreConstant<T, ConstantAddress>(),
        new StoreConstant<T, SumAddress>(), new StoreConstant<T, DisplacedAddress>(),
    ];
}
