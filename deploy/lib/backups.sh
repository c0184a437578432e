# What deploy/backup and deploy/restore have in common. Sourced; needs packages.sh.
#
# A set is a folder that is named after its kind and the moment (UTC) at which it was begun: main-20261126T024500Z. It holds
# encrypted files and MANIFEST: a line "intake-backup 1", its kind, both moments (begun, and a second after its databases were
# read), and the SHA-256 of each file.

die() {
    local status=$1
    shift
    echo "${0##*/}: $*" >&2
    exit "$status"
}

# ensure_backup_tools FILE...: what both scripts call, and files of keys, which must be readable.
ensure_backup_tools() {
    ensure_packages age postgresql-client
    local file
    for file in "$@"; do [[ -f $file && -r $file ]] || die 4 "the file $file can't be read."; done
}

# required NAME: the value of a setting, which must be there.
required() {
    [ -n "${!1:-}" ] || die 4 "the setting $1 is missing."
    echo "${!1}"
}

# pg CONNECTION COMMAND...: runs a PostgreSQL client with an Npgsql connection string in its environment, where no other user sees it.
pg() {
    local part name value environment=()
    local text=$1
    shift
    case $text in *[\"\']*) die 4 "a connection string with quotes can't be read here: choose a password without ; and quotes." ;; esac
    while IFS= read -r -d ';' part; do
        [[ $part == *=* ]] || continue
        name=${part%%=*} value=${part#*=}
        case ${name,,} in
            host | server) environment+=("PGHOST=$value") ;;
            port) environment+=("PGPORT=$value") ;;
            database) environment+=("PGDATABASE=$value") ;;
            username | 'user id') environment+=("PGUSER=$value") ;;
            password) environment+=("PGPASSWORD=$value") ;;
            'ssl mode' | sslmode) environment+=("PGSSLMODE=$(libpq_mode "$value")") ;;
            'root certificate') environment+=("PGSSLROOTCERT=$value") ;;
        esac
    done <<<"$text;"
    # Variables in front of exec, and not arguments of env, which every user of the machine can read.
    (for part in "${environment[@]}"; do export "${part?}"; done; exec "$@")
}

libpq_mode() {
    case ${1,,} in
        verifyfull) echo verify-full ;;
        verifyca) echo verify-ca ;;
        *) echo "${1,,}" ;;
    esac
}

# sql CONNECTION STATEMENT: rows as lines, columns separated by |.
sql() { pg "$1" psql -X -q -A -t -v ON_ERROR_STOP=1 -c "$2" </dev/null; }

# moment SET: when it was begun. read_by SET: a moment at which its databases had been read.
moment() {
    local name=${1%/}
    echo "${name##*-}"
}
read_by() { sed -n '3s/.* //p' "$1/MANIFEST"; }

now() { date -u ${1:+-d "$1"} +%Y%m%dT%H%M%SZ; }

# readable MOMENT: 20261126T024500Z as 2026-11-26 02:45 UTC.
readable() { echo "${1:0:4}-${1:4:2}-${1:6:2} ${1:9:2}:${1:11:2} UTC"; }

# write_manifest FOLDER KIND MOMENT
write_manifest() {
    local manifest
    manifest="intake-backup 1"$'\n'"kind $2"$'\n'"moments $3 $(now '+1 second')"$'\n'$(cd "$1" && sha256sum -- *.age)
    echo "$manifest" >"$1/MANIFEST"
}

# check_set SET KIND FILE...: its manifest, its files, and that these are among them.
check_set() {
    local set=$1 kind=$2 file
    shift 2
    [ -f "$set/MANIFEST" ] || die 4 "$set is no backup: it has no MANIFEST."
    [ "$(sed -n 1p "$set/MANIFEST")" = "intake-backup 1" ] || die 4 "$set is of a form that this program does not know."
    [ "$(sed -n 2p "$set/MANIFEST")" = "kind $kind" ] || die 4 "$set is no backup of kind $kind."
    [[ $(sed -n 3p "$set/MANIFEST") = "moments $(moment "$set") "* ]] || die 4 "$set has another name than when it was made."
    for file in "$@"; do
        grep -q "^[0-9a-f]\{64\}  $file\$" "$set/MANIFEST" || die 4 "$set holds no $file."
    done
    (cd "$set" && sed 1,3d MANIFEST | sha256sum --status --strict -c -) || die 4 "$set is damaged: a file is not what its MANIFEST says."
}
