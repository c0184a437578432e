# The counts of a test run. Sourced by deploy/test; fails closed.

# count_results TRX STATUS: prints "passed failed skipped" from the run's trx file and dotnet test's exit status.
# What ran and did not pass has failed; a run that ended badly without a failed test is one failure (a crash).
count_results() {
    local trx=$1 status=$2 counters total executed passed failed
    counters=$(grep -o '<Counters [^>]*>' "$trx" 2>/dev/null | head -n 1 || true)
    counter() { sed -nE "s/.*[ ]$1=\"([0-9]+)\".*/\1/p" <<<"$counters"; }
    total=$(counter total) executed=$(counter executed) passed=$(counter passed)
    total=${total:-0} executed=${executed:-0} passed=${passed:-0}
    failed=$((executed - passed))
    if [ "$status" -ne 0 ] && [ "$failed" -le 0 ]; then failed=1; fi
    echo "$passed $failed $((total - executed))"
}

# closing_line PASSED FAILED SKIPPED: the last line of a run. Its status is 0 only when something ran and nothing failed.
closing_line() {
    echo "$1 passed, $2 failed, $3 skipped"
    [ "$2" -eq 0 ] && [ "$1" -gt 0 ]
}
