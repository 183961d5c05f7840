#!/usr/bin/env bash
# make image-reproducible: builds twice, from a clean root each time, and compares every byte of the image and its list of packages.
# The update bundle is not compared: its signature holds the time of signing. What it carries are the image's own two partitions.
. "$(dirname "${BASH_SOURCE[0]}")/../lib/common.sh"
work=$REPO/artifacts/image-reproducible
rm -rf "$work"
for run in one two; do
  # Another time of day, another umask, another directory for the result.
  (umask $([ $run = one ] && echo 022 || echo 027); OUT=$work/$run "$IMAGE_DIR/build.sh")
done
for file in "$work"/one/*.img "$work"/one/*.img.zst "$work"/one/*.packages; do
  other=$work/two/$(basename "$file")
  if cmp "$file" "$other"; then
    echo "same: $(basename "$file") $(sha256sum "$file" | cut -c1-16)"
  else
    different=1
  fi
done
[ -z "${different:-}" ] || die "the two builds differ; both are in $work"
rm -rf "$work"
echo "image-reproducible: passed"
