#!/usr/bin/env bash
# Builds toxiproxy's server, which the fault suite puts between edge and brokers. Needs Go.
set -euo pipefail
cd "$(dirname "$0")/.."
version=v2.12.0
folder=.joulelake/tools

case "${1:-}" in
    "") ;;
    -h | --help)
        echo "usage: fault-suite/install-toxiproxy.sh"
        echo "Builds toxiproxy $version into $folder/toxiproxy-server, unless it is there. Needs Go."
        exit 0
        ;;
    *)
        echo "error: unknown argument '$1'; --help tells what this does" >&2
        exit 2
        ;;
esac

if [ -x "$folder/toxiproxy-server" ]; then
    echo "$folder/toxiproxy-server is there"
    exit 0
fi
command -v go >/dev/null || {
    echo "error: no go found; install Go, or put a toxiproxy-server on PATH" >&2
    exit 1
}
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
GOBIN=$build go install "github.com/Shopify/toxiproxy/v2/cmd/server@$version"
mkdir -p "$folder"
mv "$build/server" "$folder/toxiproxy-server"
echo "built $folder/toxiproxy-server ($version)"
