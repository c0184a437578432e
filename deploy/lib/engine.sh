# A container engine of our own, for one run. Sourced by deploy/test; needs packages.sh, cache.sh and processes.sh.
# It has its own data, socket, bridge and programs' folder, and does not touch the machine's firewall or another engine.
# Its containers reach nothing outside, and are reached through ports of 127.0.0.1 only.

engine_folder='' engine_lock='' engine_bridge=intake0

# start_engine: sets and exports DOCKER_HOST. Where that cannot be, prints why and fails.
start_engine() {
    [ "$(id -u)" -eq 0 ] || { echo "only root starts a container engine"; return 1; }
    (ensure_engine_packages >&2) || { echo "the engine's packages cannot be installed"; return 1; }
    local cache attempt network
    cache=$(cache_folder) && exec {engine_lock}>"$cache/engine.lock" || { echo "the cache folder cannot be written"; return 1; }
    flock -w 300 "$engine_lock" || { echo "another run uses the engine in $cache"; return 1; }
    engine_folder=$(mktemp -d /run/intake-engine.XXXXXX) || { echo "no folder can be made below /run"; return 1; }
    local local=$engine_folder
    mkdir "$local/logs"
    ip link del "$engine_bridge" 2>/dev/null || true
    for network in 192.168.{219..239}; do ip -4 route show table all | grep -F "$network." >/dev/null || break; done
    { ip link add "$engine_bridge" type bridge && ip addr add "$network.1/24" dev "$engine_bridge" && ip link set "$engine_bridge" up; } \
        2>"$local/logs/bridge.log" || { echo "no bridge can be made ($(tail -n 1 "$local/logs/bridge.log"))"; return 1; }
    WATCHED_REMOVE=$engine_folder PATH=$PATH:/sbin:/usr/sbin start engine TERM dockerd --host "unix://$engine_folder/socket" --data-root "$cache/engine" \
        --exec-root "$engine_folder/exec" --pidfile "$engine_folder/pid" --containerd-namespace intake --containerd-plugins-namespace intake-plugins \
        --bridge "$engine_bridge" --iptables=false --ip6tables=false --ip-masq=false --ip-forward=false
    export DOCKER_HOST=unix://$engine_folder/socket
    for attempt in {1..120}; do
        ! docker version >/dev/null 2>&1 || return 0
        [ -z "$(ended)" ] || break
        sleep 0.5
    done
    echo "the engine does not start ($(tail -n 1 "$local/logs/engine.log"))"
    return 1
}

# Ends it and its containers; its data stay for the next run.
end_engine() {
    if [ -n "$engine_folder" ]; then
        stop_all
        ip link del "$engine_bridge" 2>/dev/null || true
        rm -rf --one-file-system "$engine_folder"
        engine_folder=''
    fi
    [ -z "$engine_lock" ] || exec {engine_lock}>&-
    engine_lock=''
}

# without_engine COMMAND...: runs it without this shell's handles on the engine: a program that outlives the run would keep
# the engine from ending.
without_engine() (
    for held in "${holds[@]}" $engine_lock; do exec {held}>&-; done
    exec "$@"
)
