#!/usr/bin/env bash
# Runs the fault suite against broken variants of the product; --help tells the rest. Builds what it needs first.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

(cd "$root" && mvn -B -q -Dquick -DskipTests package -pl fault-suite -am) >&2
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx1500m -Dfile.encoding=UTF-8 -Djoulelake.root="$root" \
    -cp "$root/fault-suite/target/classes:$(<"$root/fault-suite/target/classpath")" \
    org.joulelake.faults.BrokenVariantsCommand "$@"
