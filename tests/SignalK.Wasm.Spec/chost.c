// The kernels under Wasmtime without .NET: what our engine is measured against. Every setting is that of WasmtimeEngine
// (Native/WasmtimeApi.Config.cs, its default options), and the calls are those that it makes: fuel and epoch deadline set before
// each call, an unchecked call, a ticker of 10 ms whose callback goes on.
//
//   chost KERNELS.wasm KERNEL WORK ROUNDS -> "<best ms of processor time> <checksum> <fuel>"
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wasm.h>
#include <wasmtime.h>

static const uint64_t MEMORY = 256u << 20, STACK = 512u << 10, FUEL = UINT64_MAX - 1;

static wasm_engine_t *engine;
static atomic_bool done;

static void fail(const char *what, wasmtime_error_t *error, wasm_trap_t *trap) {
  wasm_byte_vec_t text = {0, NULL};
  if (error) wasmtime_error_message(error, &text);
  else if (trap) wasm_trap_message(trap, &text);
  fprintf(stderr, "%s: %.*s\n", what, (int)text.size, text.data ? text.data : "");
  exit(1);
}

static void *tick(void *unused) {
  const struct timespec period = {0, 10 * 1000 * 1000};
  while (!atomic_load(&done)) {
    nanosleep(&period, NULL);
    wasmtime_engine_increment_epoch(engine);
  }
  return unused;
}

static wasmtime_error_t *go_on(wasmtime_context_t *context, void *data, uint64_t *delta, wasmtime_update_deadline_kind_t *kind) {
  (void)context, (void)data;
  *delta = 1;
  *kind = WASMTIME_UPDATE_DEADLINE_CONTINUE;
  return NULL;
}

static wasm_config_t *config(void) {
  wasm_config_t *c = wasm_config_new();
  wasmtime_config_consume_fuel_set(c, true);
  wasmtime_config_epoch_interruption_set(c, true);
  wasmtime_config_wasm_reference_types_set(c, true);
  wasmtime_config_wasm_bulk_memory_set(c, true);
  wasmtime_config_wasm_multi_value_set(c, true);
  wasmtime_config_wasm_simd_set(c, true);
  wasmtime_config_wasm_tail_call_set(c, true);
  wasmtime_config_wasm_relaxed_simd_set(c, false);
  wasmtime_config_wasm_multi_memory_set(c, false);
  wasmtime_config_wasm_memory64_set(c, false);
  wasmtime_config_wasm_function_references_set(c, false);
  wasmtime_config_wasm_gc_set(c, false);
  wasmtime_config_wasm_exceptions_set(c, false);
  wasmtime_config_wasm_wide_arithmetic_set(c, false);
  wasmtime_config_wasm_custom_page_sizes_set(c, false);
  wasmtime_config_wasm_stack_switching_set(c, false);
  wasmtime_config_signals_based_traps_set(c, false);
  wasmtime_config_memory_may_move_set(c, false);
  wasmtime_config_native_unwind_info_set(c, false);
  wasmtime_config_cranelift_nan_canonicalization_set(c, false);
  wasmtime_config_max_wasm_stack_set(c, STACK);
  wasmtime_config_memory_reservation_set(c, MEMORY);
  wasmtime_config_memory_guard_size_set(c, 0);
  wasmtime_config_memory_reservation_for_growth_set(c, 0);
  return c;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static uint32_t call(wasmtime_context_t *context, const wasmtime_func_t *function, uint32_t work) {
  wasmtime_val_raw_t slot;
  memset(&slot, 0, sizeof slot);
  slot.i32 = (int32_t)work;
  wasm_trap_t *trap = NULL;
  wasmtime_context_set_fuel(context, FUEL);
  wasmtime_context_set_epoch_deadline(context, 1);
  wasmtime_error_t *error = wasmtime_func_call_unchecked(context, function, &slot, 1, &trap);
  if (error || trap) fail("call", error, trap);
  return (uint32_t)slot.i32;
}

static wasmtime_module_t *load(const char *path) {
  static uint8_t wasm[1 << 20];
  FILE *file = fopen(path, "rb");
  if (!file) { perror(path); exit(1); }
  size_t size = fread(wasm, 1, sizeof wasm, file);
  fclose(file);
  wasmtime_module_t *module;
  wasmtime_error_t *error = wasmtime_module_new(engine, wasm, size, &module);
  if (error) fail(path, error, NULL);
  return module;
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  const char *kernel = argv[2];
  uint32_t work = (uint32_t)strtoul(argv[3], NULL, 10), checksum = 0;
  int rounds = atoi(argv[4]);
  engine = wasm_engine_new_with_config(config());
  wasmtime_module_t *module = load(argv[1]);
  pthread_t ticker;
  pthread_create(&ticker, NULL, tick, NULL);

  double best = 1e300;
  uint64_t fuel = 0;
  for (int round = 0; round < rounds; round++) {
    wasmtime_store_t *store = wasmtime_store_new(engine, NULL, NULL);
    wasmtime_context_t *context = wasmtime_store_context(store);
    wasmtime_store_limiter(store, MEMORY, -1, -1, -1, -1);
    wasmtime_store_epoch_deadline_callback(store, go_on, NULL, NULL);
    wasmtime_context_set_fuel(context, FUEL);
    wasmtime_context_set_epoch_deadline(context, 1);
    wasmtime_instance_t instance;
    wasm_trap_t *trap = NULL;
    wasmtime_error_t *error = wasmtime_instance_new(context, module, NULL, 0, &instance, &trap);
    if (error || trap) fail("instance", error, trap);
    wasmtime_extern_t item;
    if (!wasmtime_instance_export_get(context, &instance, kernel, strlen(kernel), &item)) fail(kernel, NULL, NULL);

    call(context, &item.of.func, 1);
    double start = now();
    checksum = call(context, &item.of.func, work);
    double used = now() - start;
    if (used < best) best = used;
    wasmtime_context_get_fuel(context, &fuel);
    fuel = FUEL - fuel;
    wasmtime_store_delete(store);
  }
  printf("%.4f %u %llu\n", best, checksum, (unsigned long long)fuel);

  atomic_store(&done, true);
  pthread_join(ticker, NULL);
  wasmtime_module_delete(module);
  wasm_engine_delete(engine);
  return 0;
}
