# Sourced by the other scripts: makes .venv with what a group of dependencies needs.
# use_env GROUP...  leaves $root, the repository, and $python, the interpreter.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv
python=$venv/bin/python

say() { echo "scripts: $*" >&2; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else
    say "this needs root, and there is no sudo: $*"; return 1
  fi
}

# apt_install PACKAGE...: from Debian, where there is apt-get
apt_install() {
  command -v apt-get >/dev/null || { say "no apt-get here: install $* yourself"; return 1; }
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 ||
    { as_root apt-get update -qq >&2 &&
      as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
}

make_venv() {
  command -v python3 >/dev/null || apt_install python3
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    { say "nlscope needs Python 3.11 or newer, this is $(python3 --version)"; return 1; }
  python3 -c 'import ensurepip, venv' 2>/dev/null || apt_install python3-venv
  say "making .venv"
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$python" -m pip install -q --disable-pip-version-check --upgrade 'pip>=25.1'
}

use_env() {
  local stamp want args=() group
  want=$(cat "$root/pyproject.toml" | sha256sum | cut -c1-16)-$(printf %s- "$@")
  stamp=$venv/.stamp-$(printf %s- "$@")
  [ -x "$python" ] && "$python" -c '' 2>/dev/null || make_venv
  if [ "$(cat "$stamp" 2>/dev/null)" != "$want" ]; then
    for group in "$@"; do args+=(--group "$group"); done
    say "installing what it needs"
    (cd "$root" && "$python" -m pip install -q --disable-pip-version-check -e . "${args[@]}")
    echo "$want" >"$stamp"
  fi
}
