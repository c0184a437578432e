# The storage tests, and those of the server itself, once more in a container on an engine of our own. Sourced by deploy/test; needs runs.sh and engine.sh.

# container_tests [FILTER]: where there can be no container, says why and counts the tests as skipped.
container_tests() {
    local began=$SECONDS tests='(FullyQualifiedName~Intake.Tests.Core.Storage.|FullyQualifiedName~Intake.Tests.Support.PostgresServerTests)' why image
    [ -z "${1:-}" ] || tests="$tests&($1)"
    if [ "$SECONDS" -gt "${INTAKE_CONTAINER_LATEST:-900}" ]; then
        skip_container_tests "this run has taken $SECONDS s already, and INTAKE_CONTAINER_LATEST lets it begin until ${INTAKE_CONTAINER_LATEST:-900}"
        return 0
    fi
    echo "Testing the storage once more, in a container …"
    why=$results/container.log
    if ! start_engine >"$why"; then
        skip_container_tests "$(tail -n 1 "$why")"
    elif ! deploy/container-image >"$why" 2>&1 </dev/null; then
        skip_container_tests "the image cannot be made: $(tail -n 1 "$why")"
    else
        image=$(tail -n 1 "$why")
        echo "Engine and image ($image) took $((SECONDS - began)) s"
        INTAKE_TEST_POSTGRES=container INTAKE_TEST_POSTGRES_IMAGE=$image run_tests container "${INTAKE_CONTAINER_TEST_LIMIT:-10m}" "$tests"
        check_containers
    fi
    end_engine
    echo "In a container, all in all: $((SECONDS - began)) s"
}

# A container that is still there after the test host has ended is a failure.
check_containers() {
    local attempt left=1
    for attempt in {1..60}; do
        left=$(docker ps -aq | wc -l)
        [ "$left" -gt 0 ] || return 0
        sleep 0.5
    done
    failed=$((failed + 1))
    echo "The tests left $left containers behind."
}

skip_container_tests() {
    local count
    count=$(tests_in "$results/run.trx" 'Intake\.Tests\.(Core\.Storage\.|Support\.PostgresServerTests")')
    skipped=$((skipped + count))
    echo "The storage tests did not run in a container ($count skipped): $1"
}
