#!/usr/bin/env bash
# in_xvfb.sh PROGRAM [ARGUMENTS]: runs a program in a real window, on an X server of its own. Exits with 77, which
# ctest counts as skipped, where there is no Xvfb.
set -euo pipefail

server=/usr/bin/Xvfb
if [[ ! -x $server ]]; then
    echo "skipped: $server is not there (Debian: apt install xvfb)"
    exit 77
fi
place=$(mktemp -d)
mkfifo "$place/display"
"$server" -displayfd 3 -screen 0 1440x900x24 -nolisten tcp 3>"$place/display" 2>"$place/log" &
child=$!
trap 'kill "$child" 2>/dev/null && wait "$child" || true; rm -rf "$place"' EXIT
read -r -t 60 number <"$place/display" || {
    cat "$place/log" >&2
    exit 1
}
unset WAYLAND_DISPLAY
DISPLAY=:$number QT_QPA_PLATFORM=xcb "$@"
