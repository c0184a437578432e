# Long-running programs of deploy/up. Sourced; needs $local. Each runs under deploy/lib/watched, whose pipe this shell
# holds: when the shell ends, SIGKILL included, the pipes close and the programs stop, the youngest first.

names=() holds=() watchers=()

port_is_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# need_port PORT VARIABLE WHAT
need_port() {
    port_is_open "$1" || return 0
    echo "Port $1 on 127.0.0.1 is in use, and $3 needs it. Stop what listens there, or choose another:  $2=<port> deploy/up" >&2
    exit 4
}

# start NAME SIGNAL COMMAND...   (secrets go in as VARIABLE=... start, never on the command line, which all users see)
start() {
    local name=$1 signal=$2 hold
    shift 2
    exec {hold}> >(exec setsid deploy/lib/watched "$signal" "$local/logs/$name.log" "$@" >/dev/null)
    names+=("$name") holds+=("$hold") watchers+=("$!")
}

# wait_for_port PORT NAME: up to 30 seconds, as long as NAME runs.
wait_for_port() {
    local attempt
    for attempt in {1..300}; do
        ! port_is_open "$1" || return 0
        [ -z "$(ended)" ] || break
        sleep 0.1
    done
    echo "$2 did not start:" >&2
    tail -n 20 "$local/logs/$2.log" >&2
    exit 5
}

# The names of those that have ended.
ended() {
    local i
    for i in "${!names[@]}"; do
        kill -0 "${watchers[i]}" 2>/dev/null || echo "${names[i]}"
    done
}

# Stops all, the youngest first, and waits for each.
stop_all() {
    local i hold
    for ((i = ${#names[@]} - 1; i >= 0; i--)); do
        hold=${holds[i]}
        exec {hold}>&-
        while kill -0 "${watchers[i]}" 2>/dev/null; do sleep 0.1; done
    done
    names=()
}

# Returns when one has ended. Never in a $(…): a signal to this shell would wait for it.
watch_all() {
    while [ -z "$(ended)" ]; do
        sleep 0.5 &
        wait $! || true
    done
}
