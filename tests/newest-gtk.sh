#!/bin/bash
# newest-gtk.sh [SUITE]: builds this checkout with warnings as errors and runs all tests in a chroot of the Debian suite
# that carries the newest GTK. Needs root, debootstrap and 3 GB; the chroot is kept for the next time.
#   EMBER_CHROOTS  where it is kept [/var/cache/emberscope-chroots]
#   EMBER_MIRROR   of Debian [http://deb.debian.org/debian]
set -euo pipefail

suite=${1:-forky}
source=$(realpath "$(dirname "$0")/..")
root=${EMBER_CHROOTS:-/var/cache/emberscope-chroots}/$suite

[ "$(id -u)" = 0 ] || { echo "newest-gtk.sh: must be root, for debootstrap and chroot" >&2; exit 2; }
command -v debootstrap >/dev/null || { echo "newest-gtk.sh: install debootstrap" >&2; exit 2; }

# A chroot that was left half made is made again.
if [ ! -e "$root/ready" ]; then
  rm -rf --one-file-system "$root"
  mkdir -p "$root"
  # An older debootstrap does not know the newest suites by name; all of them are made alike.
  debootstrap --variant=minbase "$suite" "$root" "${EMBER_MIRROR:-http://deb.debian.org/debian}" sid
  # The mirror may be a snapshot of some day.
  echo 'Acquire::Check-Valid-Until "false";' >"$root/etc/apt/apt.conf.d/99snapshot"
  touch "$root/ready"
fi

# Mounts of its own end with the program.
exec unshare --mount --fork --pid --mount-proc bash -euo pipefail -c '
  root=$1 source=$2
  mount --rbind /dev "$root/dev"
  mount -t proc proc "$root/proc"
  mount -t tmpfs tmpfs "$root/tmp"
  cp -L /etc/resolv.conf "$root/etc/resolv.conf"
  mkdir -p "$root/tmp/emberscope"
  git -c safe.directory="*" -C "$source" ls-files -z --cached --others --exclude-standard | (cd "$source" && xargs -0 cp --parents -t "$root/tmp/emberscope")
  exec chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 CI=true DEBIAN_FRONTEND=noninteractive \
    bash -c "cd /tmp/emberscope && apt-get -qq update && apt-get -qq --yes install --no-install-recommends locales dbus-x11 &&
      localedef -i en_US -f UTF-8 en_US.UTF-8 && .ci/test build -Dwerror=true && pkg-config --modversion gtk4"
' newest-gtk.sh "$root" "$source"
