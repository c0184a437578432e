# Debian packages: what is needed, what is missing, how it is installed. Sourced by deploy/up and deploy/test.

# The folder of the newest installed PostgreSQL binaries, 15 or later; nothing when there is none.
postgres_bin() {
    local folder version best=0 found=
    for folder in /usr/lib/postgresql/*/bin; do
        version=${folder#/usr/lib/postgresql/}
        version=${version%/bin}
        [ -x "$folder/initdb" ] && [[ $version =~ ^[0-9]+$ ]] || continue
        if [ "$version" -ge 15 ] && [ "$version" -gt "$best" ]; then best=$version found=$folder; fi
    done
    [ -z "$found" ] || echo "$found"
}

# What the product takes hidden data out of files with. The fonts are for PDF files that name one and carry none.
cleaning_packages() {
    echo bubblewrap libimage-exiftool-perl ffmpeg python3-lxml python3-olefile python3-gi-cairo gir1.2-poppler-0.18 \
        gir1.2-gdkpixbuf-2.0 fonts-urw-base35
}

# What PDF files are made with, in the cleaners' sandbox.
printing_packages() {
    echo bubblewrap weasyprint fonts-dejavu-core
}

has_package() {
    case $1 in
        postgresql) [ -n "$(postgres_bin)" ] ;;
        postgresql-client) [ -x /usr/bin/pg_restore ] ;;
        libsodium23) PATH=$PATH:/sbin:/usr/sbin ldconfig -p | grep -F 'libsodium.so.23' >/dev/null ;;
        chromium) [ -x "${INTAKE_CHROMIUM:-/usr/bin/chromium}" ] ;;
        chromium-headless-shell) [ -n "${INTAKE_CHROMIUM:-}" ] || [ -x /usr/bin/chromium-headless-shell ] ;;
        bubblewrap) [ -x /usr/bin/bwrap ] ;;
        python3-aiosmtpd) /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null ;;
        python3-lxml) /usr/bin/python3 -c 'import lxml.etree' 2>/dev/null ;;
        python3-olefile) /usr/bin/python3 -c 'import olefile' 2>/dev/null ;;
        python3-gi-cairo) /usr/bin/python3 -c 'import cairo, gi' 2>/dev/null ;;
        gir1.2-poppler-0.18) /usr/bin/python3 -c 'import gi; gi.require_version("Poppler", "0.18")' 2>/dev/null ;;
        libimage-exiftool-perl) [ -x /usr/bin/exiftool ] ;;
        weasyprint) /usr/bin/python3 -c 'import weasyprint' 2>/dev/null ;;
        ffmpeg) [ -x /usr/bin/ffmpeg ] ;;
        python3-mutagen) /usr/bin/python3 -c 'import mutagen' 2>/dev/null ;;
        argon2) [ -x /usr/bin/argon2 ] ;;
        docker.io) PATH=$PATH:/sbin:/usr/sbin command -v dockerd >/dev/null ;;
        docker-cli) command -v docker >/dev/null ;;
        fonts-dejavu-core) [ -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ] ;;
        *) dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -Fx installed >/dev/null ;;
    esac
}

# ensure_packages NAME...: installs what is missing; exit 3 with the command to run where it may not.
ensure_packages() {
    local name missing=()
    for name in "$@"; do
        has_package "$name" || missing+=("$name")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local command="apt-get install -y --no-install-recommends ${missing[*]}"
    local as=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! sudo -n true 2>/dev/null; then
            echo "Missing: ${missing[*]}. Please run:  sudo apt-get update && sudo $command" >&2
            exit 3
        fi
        as=(sudo -n)
    fi
    echo "Installing ${missing[*]} …"
    export DEBIAN_FRONTEND=noninteractive
    if ! { "${as[@]}" apt-get update -qq && "${as[@]}" $command -qq; } </dev/null >&2; then
        echo "That failed. Please run:  sudo apt-get update && sudo $command" >&2
        exit 3
    fi
    for name in "${missing[@]}"; do
        has_package "$name" || { echo "$name is installed but cannot be used here (for chromium, INTAKE_CHROMIUM may name another one)." >&2; exit 3; }
    done
}

# A container engine and its command; newer suites have the command in a package of its own.
ensure_engine_packages() {
    ensure_packages docker.io iproute2
    ensure_packages docker-cli
}

# wish_package NAME CONSEQUENCE: installs what is good to have; says what follows where that is not allowed or fails, and goes on.
wish_package() {
    has_package "$1" && return
    local as=()
    [ "$(id -u)" -eq 0 ] || as=(sudo -n)
    "${as[@]}" timeout 60 env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o Acquire::Retries=0 -o Acquire::http::Timeout=10 "$1" </dev/null >/dev/null 2>&1 || true
    has_package "$1" || echo "Without $1 $2."
}

ensure_dotnet() {
    command -v dotnet >/dev/null && [[ $(dotnet --version 2>/dev/null) == 10.* ]] && return
    echo "The .NET 10 SDK is missing: see https://dotnet.microsoft.com/download/dotnet/10.0" >&2
    exit 3
}
