#!/usr/bin/env bash
# The packages of a root, a line each: name, version, licences as its copyright file names them, source.
root=$1
dpkg-query --admindir="$root/var/lib/dpkg" -W -f '${Package}\t${Version}\t${source:Package} ${source:Version}\n' | sort |
  while IFS=$'\t' read -r name version source; do
    licences=$(sed -nE 's/^License: *([^ ].*)$/\1/p' "$root/usr/share/doc/$name/copyright" 2>/dev/null | sort -u | paste -sd ';' | sed 's/;/; /g')
    if [ -z "$licences" ]; then
      # An old copyright file: the common licences that it refers to.
      licences=$(grep -ohE '/usr/share/common-licenses/[A-Za-z0-9.-]+[A-Za-z0-9]' "$root/usr/share/doc/$name/copyright" 2>/dev/null | sed 's#.*/##' | sort -u | paste -sd ';' | sed 's/;/; /g')
    fi
    printf '%s\t%s\t%s\t%s\n' "$name" "$version" "${licences:-see its copyright file}" "$source"
  done
