# Test runs and their counts together. Sourced by deploy/test; needs counts.sh, engine.sh and $results.

passed=0 failed=0 skipped=0
cut_off='' # the sentence about a run that its limit ended

# seconds_of LIMIT: 90s, 40m or 1h in seconds.
seconds_of() {
    local number=${1%[smh]}
    case $1 in
        *h) echo $((number * 3600)) ;;
        *m) echo $((number * 60)) ;;
        *) echo "$number" ;;
    esac
}

# run_tests NAME LIMIT [FILTER]: runs the built tests and adds their counts. The test host itself ends at the limit and reports
# what had been counted; two minutes later it is killed.
run_tests() {
    local name=$1 limit=$2 trx=$results/$1.trx status=0 began=$SECONDS p f s
    local filter=()
    [ -z "${3:-}" ] || filter=(--filter "$3")
    failed=$((failed + 1)) # until the run has said otherwise
    without_engine timeout -k 30 "$(($(seconds_of "$limit") + 120))" dotnet test Intake.Tests -c Release --no-build --nologo "${filter[@]}" \
        --results-directory "$results" --logger "trx;LogFileName=$name.trx" --logger 'console;verbosity=minimal' \
        -- RunConfiguration.TestSessionTimeout=$(($(seconds_of "$limit") * 1000)) </dev/null || status=$?
    read -r p f s < <(count_results "$trx" "$status")
    passed=$((passed + p)) failed=$((failed - 1 + f)) skipped=$((skipped + s))
    grep -ho '^PostgreSQL for the tests: .*' "$trx" 2>/dev/null | head -n 1 || true
    echo "The run \"$name\" took $((SECONDS - began)) s: $p passed, $f failed, $s skipped"
    if [ "$status" -eq 124 ] || grep -q 'test run timeout of' "$trx" 2>/dev/null; then
        cut_off="The run \"$name\" was cut off by its limit of $limit; tests that it did not reach are not counted."
    fi
}

# tests_in TRX PATTERN: how many tests a run had whose class matches.
tests_in() { { grep -oE "<TestMethod [^>]*className=\"($2)" "$1" 2>/dev/null || true; } | wc -l; }
