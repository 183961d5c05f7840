#!/usr/bin/env bash
# In the toolbox: efi/chain.c -> OUT, an EFI application for x86-64.
. "$(dirname "${BASH_SOURCE[0]}")/../lib/common.sh"
out=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
gcc -O2 -Wall -Wextra -Werror -ffreestanding -fno-stack-protector -fpic -fshort-wchar -mno-red-zone -maccumulate-outgoing-args \
  -I/usr/include/efi -I/usr/include/efi/x86_64 -DGNU_EFI_USE_MS_ABI -c "$IMAGE_DIR/efi/chain.c" -o "$work/chain.o"
ld -nostdlib -znocombreloc --build-id=none -T /usr/lib/elf_x86_64_efi.lds -shared -Bsymbolic -L/usr/lib \
  /usr/lib/crt0-efi-x86_64.o "$work/chain.o" -o "$work/chain.so" -lefi -lgnuefi
objcopy -j .text -j .sdata -j .data -j .dynamic -j .dynsym -j .rel -j .rela -j '.rel.*' -j '.rela.*' -j .reloc -j .rodata \
  --target efi-app-x86_64 --subsystem=10 "$work/chain.so" "$out"
