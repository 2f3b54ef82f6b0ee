#!/bin/bash
# build.sh 6.1|6.12: a Debian kernel that guest.py can boot, and kmod/ built for it.
# Everything lands in $NLSCOPE_CACHE (default: .cache/vm of the repository); what is
# there is kept. Exit status 69: this machine cannot have it, and why on stderr.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "$here/../../.." && pwd)
series=${1-}
case $series in
  6.1) meta=linux-image-amd64 ;;
  6.12) meta=linux-image-6.12-amd64 ;;
  *) echo "usage: build.sh 6.1|6.12" >&2 && exit 2 ;;
esac
cache=${NLSCOPE_CACHE:-$repo/.cache/vm}

unavailable() {
  echo "$*" >&2
  exit 69
}

quietly() {
  local log
  log=$(mktemp)
  if ! "$@" >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

depends() { # PACKAGE PATTERN: the first dependency of PACKAGE that matches
  apt-cache depends "$1" 2>/dev/null |
    sed -n "s/^ *Depends: \($2\)\$/\1/p" | sed -n 1p
}

tools() {
  local pair missing=()
  for pair in qemu-system-x86_64:qemu-system-x86 cpio:cpio depmod:kmod \
    gcc-12:gcc-12 make:make xz:xz-utils zstd:zstd; do
    command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}")
  done
  [[ $(ldconfig -p) == *libelf.so.1* ]] || missing+=(libelf1)
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    unavailable "the virtual machine needs ${missing[*]}: apt-get install them"
  fi
  export DEBIAN_FRONTEND=noninteractive
  quietly apt-get update || unavailable "apt cannot update its lists"
  quietly apt-get install -y --no-install-recommends "${missing[@]}" ||
    unavailable "apt cannot install ${missing[*]}"
}

fetch() { # into ./: kernel, headers, busybox, by name
  local image release common kbuild
  image=$(depends "$meta" 'linux-image-[0-9].*')
  release=${image#linux-image-}
  common=$(depends "linux-headers-$release" 'linux-headers-.*-common')
  kbuild=$(depends "linux-headers-$release" 'linux-kbuild-.*')
  echo "$release" >release
  apt-get download "$image" "linux-headers-$release" "$common" "$kbuild" busybox-static
}

download() { # the lists may be missing, or so old that the packages are gone
  command -v apt-get >/dev/null || unavailable "no apt-get to download the kernel with"
  fetch >/dev/null 2>&1 || { quietly apt-get update && quietly fetch; } ||
    unavailable "apt cannot download the kernel $series and its headers"
  [[ $(<release) = "$series".* ]] ||
    unavailable "apt's $meta is $(<release), not $series"
}

unpack() { # unpacked beside, never installed: no boot loader, no /lib/modules
  local release deb
  release=$(<release)
  dpkg -x linux-image-*.deb image
  dpkg -x busybox-static_*.deb busybox
  for deb in linux-headers-*.deb linux-kbuild-*.deb; do
    dpkg -x "$deb" headers
  done
  rm -- *.deb
  depmod -b image "$release"
  python3 "$here/unpack_kernel.py" "image/boot/vmlinuz-$release" vmlinux
  # the headers' Makefile includes another package's by its absolute path
  sed -i "s#/usr/src/#../#" "headers/usr/src/linux-headers-$release/Makefile"
}

initrd() { # busybox and what mounts this machine's root: 9p over virtio, overlayfs
  local root=$PWD/root module file name
  rm -rf "$root"
  mkdir -p "$root"/{bin,proc,sys,dev,lower,rw,new,mod}
  cp busybox/bin/busybox "$root/bin/busybox"
  install -m 755 "$here/init.stage1" "$root/init"
  cp "$here/init.stage2" "$root/stage2"
  for module in virtio_pci 9pnet_virtio 9p overlay; do
    modprobe -d "$PWD/image" -S "$(<release)" --show-depends "$module" |
      awk '$1 == "insmod" { print $2 }'
  done | awk '!seen[$0]++' | while read -r file; do
    name=$(basename "${file%.xz}")
    case $file in
      *.xz) xz -dc "$file" >"$root/mod/$name" ;;
      *) cp "$file" "$root/mod/$name" ;;
    esac
    echo "$name" >>"$root/mod/order"
  done
  (cd "$root" && find . | cpio -o -H newc -R 0:0 --quiet) >initrd
  rm -rf "$root"
}

modules() {
  local file
  rm -rf kmod modules
  mkdir kmod modules
  cp "$repo"/kmod/{Kbuild,Makefile,*.c,*.h} kmod/
  make -s -C kmod KDIR="$home/headers/usr/src/linux-headers-$(<release)" >&2
  for file in kmod/*.ko; do
    strip --strip-debug -o "modules/$(basename "$file")" "$file"
  done
}

outdated() { # STAMP FILE...: if their contents are not the stamp's, take it away
  digest=$(cat "${@:2}" | sha256sum)
  [ "$(cat "$1" 2>/dev/null)" != "$digest" ] && rm -f "$1"
}

export PATH=$PATH:/usr/sbin:/sbin
[ "$(uname -sm)" = "Linux x86_64" ] || unavailable "the guest kernels are for Linux amd64"
mkdir -p "$cache/$series"
home=$(cd "$cache/$series" && pwd)
exec 9>"$cache/lock" # apt has one, too
flock 9
tools
cd "$home"
if [ ! -e unpacked ]; then
  rm -rf -- "${home:?}"/*
  download
  unpack
  touch unpacked
fi
if outdated initrd.stamp "$here"/init.stage*; then
  initrd
  echo "$digest" >initrd.stamp
fi
if outdated modules.stamp "$repo"/kmod/{Kbuild,Makefile,*.c,*.h}; then
  modules
  echo "$digest" >modules.stamp
fi
