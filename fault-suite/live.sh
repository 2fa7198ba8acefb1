#!/usr/bin/env bash
# Lets an edge read instruments of the driver's stub for some minutes; --help tells the rest. Builds what it needs first.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

(cd "$root" && mvn -B -q -Dquick -DskipTests package -pl fault-suite -am) >&2
stub=$root/fault-suite/target/stub
mkdir -p "$stub"
cc -std=c11 -D_GNU_SOURCE -shared -fPIC -O2 -pthread -fvisibility=hidden -o "$stub/libjsdrv.so" \
    "$root/edge-producer/src/test/c/jsdrv_stub.c" -lm
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx512m -Dfile.encoding=UTF-8 -Djoulelake.root="$root" \
    -cp "$root/fault-suite/target/classes:$(<"$root/fault-suite/target/classpath")" \
    org.joulelake.faults.live.LiveCommand --stub "$stub/libjsdrv.so" "$@"
