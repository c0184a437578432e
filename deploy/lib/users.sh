# The users that web and worker run as. Sourced by deploy/up; needs $local. As root each gets an id of its own that has no
# account, and a folder that it alone can enter, with its own copy of the file secret; else both run as the person who starts them.

web_id=61840 worker_id=61841

# as_own NAME COMMAND...: runs COMMAND as that program's user.
as_own() {
    local id=$1_id
    shift
    if [ "$own_users" = yes ]; then setpriv --reuid="${!id}" --regid="${!id}" --clear-groups --no-new-privs -- "$@"; else "$@"; fi
}

# own_command NAME: sets $own to the words before its command, for programs that are started and not waited for.
own_command() {
    local id=$1_id
    own=()
    [ "$own_users" = no ] || own=(setpriv --reuid="${!id}" --regid="${!id}" --clear-groups --no-new-privs -- env "HOME=$(place "$1")")
}

# place NAME: the folder that this program's user alone can enter.
place() { echo "$own_base/$1"; }

# Sets $own_users and $own_base, and copies the programs where these users can't reach them.
find_users() {
    own_users=no own_base=$local
    if [ "$(id -u)" -ne 0 ]; then
        echo "You are not root: web and worker both run as you, and each can read the other's secrets. In production they are two users."
        return
    fi
    own_users=yes
    if ! as_own web dotnet --list-runtimes >/dev/null 2>&1; then
        own_users=no
        echo "Only root can start dotnet here: web and worker both run as root. In production they are two users."
        return
    fi
    as_own web test -x "$local" || own_base=/var/lib/intake-local/$(cksum <<<"$local" | cut -d ' ' -f 1)
    mkdir -p "$own_base"
    web_bin=$(reachable web "$web_bin") worker_bin=$(reachable worker "$worker_bin")
}

# reachable NAME FOLDER: the folder, or a copy that this program's user can read.
reachable() {
    if as_own "$1" test -r "$2/Intake.Core.dll"; then echo "$2"; return; fi
    rm -rf "$own_base/$1-program"
    cp -r "$2" "$own_base/$1-program"
    chmod -R go=rX "$own_base/$1-program"
    echo "$own_base/$1-program"
}

# give_secrets NAME: its own copy of the file secret, and of the scheme root, which both read and neither writes.
give_secrets() {
    [ "$own_users" = yes ] || return 0
    local id=$1_id folder
    folder=$(place "$1")
    install -d -o "${!id}" -g "${!id}" -m 700 "$folder"
    install -o "${!id}" -g "${!id}" -m 400 "$file_secret" "$folder/file-secret"
    install -o root -g "${!id}" -m 440 "$scheme_root" "$folder/scheme-root"
}

# secret_of NAME, root_of NAME: where the program finds them.
secret_of() { if [ "$own_users" = yes ]; then echo "$(place "$1")/file-secret"; else echo "$file_secret"; fi; }
root_of() { if [ "$own_users" = yes ]; then echo "$(place "$1")/scheme-root"; else echo "$scheme_root"; fi; }
