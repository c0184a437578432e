# What is made once and kept for the next run, outside the checkout. Sourced.

# The folder, which is made at first use: INTAKE_CACHE, /var/cache/intake for root, ~/.cache/intake for others.
cache_folder() {
    local folder=${INTAKE_CACHE:-}
    if [ -z "$folder" ]; then
        if [ "$(id -u)" -eq 0 ]; then folder=/var/cache/intake; else folder=${XDG_CACHE_HOME:-$HOME/.cache}/intake; fi
    fi
    mkdir -p "$folder"
    echo "$folder"
}
