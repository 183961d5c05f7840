# The Rust that compiles for WebAssembly: Debian's, or the one of rustup. To be sourced.

# Prints the compiler and the first of the targets that it has.
rust_with() { # TARGET...
  local rustc target
  for rustc in rustc /usr/bin/rustc; do
    for target in "$@"; do
      [ ! -d "$($rustc --print target-libdir --target "$target" 2>/dev/null)" ] || { echo "$rustc $target"; return; }
    done
  done
  echo "no rustc has the target $1; run make setup" >&2
  return 1
}

# Debian's compiler goes with Debian's cargo; neither reads nor fetches crates of the network.
cargo_with() { # RUSTC ARG...
  local rustc=$1 cargo=cargo
  shift
  [ "$rustc" = rustc ] || cargo=/usr/bin/cargo
  RUSTC=$rustc CARGO_HOME=artifacts/cargo $cargo "$@"
}
