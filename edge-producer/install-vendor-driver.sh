#!/usr/bin/env bash
# Installs the vendor's driver for the tests, from its Python package, without anything that the package needs.
set -euo pipefail

usage() {
    echo "usage: edge-producer/install-vendor-driver.sh VERSION FOLDER | --check"
    echo "Installs pyjoulescope_driver VERSION into FOLDER/VERSION, unless it is there, and prints that folder."
    echo "--check only looks whether there is a Python for it."
    echo "Needs Python 3.12 or newer with a shared library (libpython3.12.so); exit code 3 if there is none."
}

case "${1:-}" in
    -h | --help)
        usage
        exit 0
        ;;
esac
if [ $# -ne 2 ] && [ "${1:-}" != --check ]; then
    usage >&2
    exit 2
fi

# Whether a Python is new enough, and its library is where the driver's binding looks for it.
fits() {
    "$1" - 2>/dev/null <<'PYTHON'
import os, sys, sysconfig
library = os.path.join(sysconfig.get_config_var("LIBDIR") or "", sysconfig.get_config_var("INSTSONAME") or "none")
debian = "/usr/lib/%s/%s" % (sysconfig.get_config_var("MULTIARCH"), sysconfig.get_config_var("INSTSONAME"))
sys.exit(0 if sys.version_info >= (3, 12) and (os.path.exists(library) or os.path.exists(debian)) else 1)
PYTHON
}

python=
for candidate in python3.12 python3.13 python3.14 python3 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[2-9]*/bin/python3; do
    if command -v "$candidate" >/dev/null && fits "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "no Python 3.12 or newer with a shared library found" >&2
    exit 3
fi

if [ "$1" = --check ]; then
    echo "$python"
    exit 0
fi
version=$1
folder=$2/$1
if [ ! -e "$folder/complete" ]; then
    rm -rf "$folder"
    mkdir -p "$folder"
    "$python" -m pip install --quiet --root-user-action=ignore --disable-pip-version-check --no-deps --target "$folder" \
        "pyjoulescope_driver==$version" >&2
    touch "$folder/complete"
fi
echo "$folder"
