# A private PostgreSQL cluster for deploy/up. Sourced; needs packages.sh, $local and $pg_port.

# PostgreSQL refuses to run as root: then it runs as the user the package made.
as_server() {
    if [ "$(id -u)" -eq 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"; else "$@"; fi
}

# secret NAME: the path of a random password of mode 600, made at first use.
secret() {
    local file=$local/secrets/$1
    if [ ! -s "$file" ]; then
        mkdir -p -m 700 "$local/secrets"
        (umask 077; od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$file")
    fi
    echo "$file"
}

# Sets $pg_folder: in the local folder, or below /var/lib where the server's user cannot enter that.
find_pg_folder() {
    pg_folder=$local/pg
    mkdir -p "$local"
    if ! as_server test -x "$local"; then
        pg_folder=/var/lib/intake-local/$(cksum <<<"$local" | cut -d ' ' -f 1)
        echo "PostgreSQL's user cannot enter $local: the cluster is in $pg_folder"
    fi
}

make_cluster() {
    [ ! -s "$pg_folder/PG_VERSION" ] || return 0
    echo "Making a PostgreSQL cluster in $pg_folder …"
    mkdir -p "$pg_folder"
    chmod 700 "$pg_folder"
    [ "$(id -u)" -ne 0 ] || chown postgres "$pg_folder"
    local word
    word=$(mktemp)
    cat "$(secret postgres-superuser)" >"$word"
    [ "$(id -u)" -ne 0 ] || chown postgres "$word"
    as_server "$(postgres_bin)/initdb" -D "$pg_folder" -U intake_superuser --pwfile="$word" \
        --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 >"$local/logs/initdb.log" 2>&1 || { rm -f "$word"; cat "$local/logs/initdb.log" >&2; return 1; }
    rm -f "$word"
    echo "include 'intake.conf'" >>"$pg_folder/postgresql.conf"
}

# What is common to all our clusters, in the version of this source tree.
refresh_settings() {
    cat deploy/postgres/intake.conf >"$pg_folder/intake.conf"
    cat deploy/postgres/pg_hba.conf >"$pg_folder/pg_hba.conf"
    [ "$(id -u)" -ne 0 ] || chown postgres "$pg_folder/intake.conf" "$pg_folder/pg_hba.conf"
}

# as_superuser DATABASE PSQL-ARGUMENTS...
as_superuser() {
    local database=$1
    shift
    PGHOST=127.0.0.1 PGPORT=$pg_port PGUSER=intake_superuser PGPASSWORD=$(cat "$(secret postgres-superuser)") PGDATABASE=$database \
        INTAKE_OWNER_PASSWORD=$(cat "$(secret postgres-owner)") INTAKE_WEB_PASSWORD=$(cat "$(secret postgres-web)") \
        INTAKE_WORKER_PASSWORD=$(cat "$(secret postgres-worker)") \
        "$(postgres_bin)/psql" -X -q -A -t -v ON_ERROR_STOP=1 "$@"
}

make_databases() {
    local name
    [ -n "$(as_superuser postgres -c "select 1 from pg_roles where rolname = 'intake_owner'")" ] || as_superuser postgres -f deploy/postgres/roles.sql
    for name in intake intake_vault; do
        [ -n "$(as_superuser postgres -c "select 1 from pg_database where datname = '$name'")" ] ||
            as_superuser postgres -v "database=$name" -f deploy/postgres/database.sql
    done
}

# connection ROLE DATABASE: an Npgsql connection string.
connection() {
    echo "Host=127.0.0.1;Port=$pg_port;Database=$2;Username=intake_$1;Password=$(cat "$(secret "postgres-$1")")"
}
