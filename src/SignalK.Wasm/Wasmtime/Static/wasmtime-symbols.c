/* The addresses of Wasmtime's functions in a binary that has the library linked in: managed code cannot take the address of
   an imported function, and the linker hides symbols from dlsym. A function that is missing fails the link. A test holds this
   list equal to what WasmtimeApi looks up. */
#include <string.h>

#define SYMBOLS(X) \
    X(wasm_byte_vec_delete) \
    X(wasm_config_new) \
    X(wasm_engine_delete) \
    X(wasm_engine_new_with_config) \
    X(wasm_functype_delete) \
    X(wasm_functype_new) \
    X(wasm_functype_params) \
    X(wasm_functype_results) \
    X(wasm_globaltype_delete) \
    X(wasm_globaltype_new) \
    X(wasm_memorytype_delete) \
    X(wasm_tabletype_delete) \
    X(wasm_tabletype_new) \
    X(wasm_trap_delete) \
    X(wasm_valtype_delete) \
    X(wasm_valtype_kind) \
    X(wasm_valtype_new) \
    X(wasm_valtype_vec_new) \
    X(wasmtime_caller_export_get) \
    X(wasmtime_config_consume_fuel_set) \
    X(wasmtime_config_cranelift_nan_canonicalization_set) \
    X(wasmtime_config_epoch_interruption_set) \
    X(wasmtime_config_max_wasm_stack_set) \
    X(wasmtime_config_memory_guard_size_set) \
    X(wasmtime_config_memory_may_move_set) \
    X(wasmtime_config_memory_reservation_for_growth_set) \
    X(wasmtime_config_memory_reservation_set) \
    X(wasmtime_config_native_unwind_info_set) \
    X(wasmtime_config_signals_based_traps_set) \
    X(wasmtime_config_wasm_bulk_memory_set) \
    X(wasmtime_config_wasm_custom_page_sizes_set) \
    X(wasmtime_config_wasm_exceptions_set) \
    X(wasmtime_config_wasm_function_references_set) \
    X(wasmtime_config_wasm_gc_set) \
    X(wasmtime_config_wasm_memory64_set) \
    X(wasmtime_config_wasm_multi_memory_set) \
    X(wasmtime_config_wasm_multi_value_set) \
    X(wasmtime_config_wasm_reference_types_set) \
    X(wasmtime_config_wasm_relaxed_simd_set) \
    X(wasmtime_config_wasm_simd_set) \
    X(wasmtime_config_wasm_stack_switching_set) \
    X(wasmtime_config_wasm_tail_call_set) \
    X(wasmtime_config_wasm_wide_arithmetic_set) \
    X(wasmtime_context_get_fuel) \
    X(wasmtime_context_set_epoch_deadline) \
    X(wasmtime_context_set_fuel) \
    X(wasmtime_engine_increment_epoch) \
    X(wasmtime_error_delete) \
    X(wasmtime_error_message) \
    X(wasmtime_error_new) \
    X(wasmtime_externref_data) \
    X(wasmtime_externref_from_raw) \
    X(wasmtime_externref_new) \
    X(wasmtime_externref_to_raw) \
    X(wasmtime_externref_unroot) \
    X(wasmtime_func_call_unchecked) \
    X(wasmtime_func_from_raw) \
    X(wasmtime_func_new_unchecked) \
    X(wasmtime_func_to_raw) \
    X(wasmtime_func_type) \
    X(wasmtime_global_get) \
    X(wasmtime_global_new) \
    X(wasmtime_global_set) \
    X(wasmtime_instance_export_get) \
    X(wasmtime_instance_new) \
    X(wasmtime_memory_data) \
    X(wasmtime_memory_data_size) \
    X(wasmtime_memory_grow) \
    X(wasmtime_memory_new) \
    X(wasmtime_memorytype_new) \
    X(wasmtime_module_delete) \
    X(wasmtime_module_deserialize) \
    X(wasmtime_module_new) \
    X(wasmtime_module_serialize) \
    X(wasmtime_store_context) \
    X(wasmtime_store_delete) \
    X(wasmtime_store_epoch_deadline_callback) \
    X(wasmtime_store_limiter) \
    X(wasmtime_store_new) \
    X(wasmtime_table_get) \
    X(wasmtime_table_grow) \
    X(wasmtime_table_new) \
    X(wasmtime_table_set) \
    X(wasmtime_table_size) \
    X(wasmtime_trap_code) \
    X(wasmtime_trap_new)

/* In some of the supported versions only. */
#define OPTIONAL_SYMBOLS(X) \
    X(wasmtime_wasm_valtype_v128) \
    X(wasmtime_wasm_valtype_equal)

#define DECLARE(name) extern const char name[];
#define DECLARE_OPTIONAL(name) extern const char name[] __attribute__((weak));
#define ENTRY(name) { #name, name },

SYMBOLS(DECLARE)
OPTIONAL_SYMBOLS(DECLARE_OPTIONAL)

static const struct { const char *name; const void *address; } symbols[] = { SYMBOLS(ENTRY) OPTIONAL_SYMBOLS(ENTRY) };

const void *signalk_wasmtime_symbol(const char *name)
{
    for (size_t i = 0; i < sizeof symbols / sizeof symbols[0]; i++)
        if (strcmp(symbols[i].name, name) == 0)
            return symbols[i].address;
    return 0;
}
