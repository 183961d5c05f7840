# Sourced: package lists and pinned packages.

# The names in packages/NAME.list for each NAME: comments and blank lines are not names.
package_names() {
  local name
  for name; do sed -E 's/#.*//; s/[[:space:]]+$//; /^$/d' "$IMAGE_DIR/packages/$name.list"; done
}

# What of the machine's apt configuration downloads depend on, in apt's own form.
apt_settings() { apt-config dump 2>/dev/null | grep -E '^Acquire::(http|https|ftp|Retries)' || true; }

# pinned LOCK: the packages of locks/LOCK.lock, downloaded and compared; prints their files. A pool forgets old versions, the cache doesn't.
pinned() {
  local sum path file url mirrors=("$DEBIAN_MIRROR" ${DEBIAN_SNAPSHOT:-})
  [[ $1 != kernel-rpi.* ]] || mirrors=(${RPI_MIRROR:-})
  mkdir -p "$IMAGE_CACHE/pinned"
  while read -r sum path; do
    file=$IMAGE_CACHE/pinned/$(basename "$path")
    if ! [ -e "$file" ] || ! sha256sum --status -c <<<"$sum  $file"; then
      for url in "${mirrors[@]}"; do
        curl -fsSL --max-time 600 -o "$file.new" "$url/$path" && break
      done
      [ -e "$file.new" ] || die "$(basename "$path") is not in the mirror (any longer): DEBIAN_SNAPSHOT=URL (RPI_MIRROR=URL) of an archive that has it, or write a newer version into locks/$1.lock"
      sha256sum --status -c <<<"$sum  $file.new" || die "$(basename "$path") is not what locks/$1.lock names"
      mv "$file.new" "$file"
    fi
    echo "$file"
  done < <(grep -v '^#' "$IMAGE_DIR/locks/$1.lock")
}
