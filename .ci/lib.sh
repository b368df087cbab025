# Counting phases: each prints a header, its output and its seconds; a failure is counted and the next phase runs.
# Sourced by .ci/run.

passed=0
failed=0
skipped=0
failures=()
logs=$(mktemp -d)
last_log=/dev/null

# Every process started from here on carries this variable, so that one left behind can be told from everybody else's.
export MLOPS_CI_RUN="mlops-ci-$$-$(date +%s)"

# phase <name> <command…>: runs the command. Its jest tests, if it has any, are counted one by one.
phase() {
  local name=$1 started=$SECONDS code
  shift
  last_log="$logs/$((passed + failed)).log"
  printf '\n=== %s\n' "$name"
  "$@" 2>&1 | tee "$last_log"
  code=${PIPESTATUS[0]}
  count_tests "$last_log"
  if [ "$code" -eq 0 ]; then
    passed=$((passed + 1))
    printf -- '--- passed: %s (%d s)\n' "$name" $((SECONDS - started))
  else
    failed=$((failed + 1))
    failures+=("$name (exit code $code)")
    printf -- '--- FAILED with exit code %d: %s (%d s)\n' "$code" "$name" $((SECONDS - started))
  fi
}

# skip <name> <why>: says what was not run, and counts it.
skip() {
  skipped=$((skipped + 1))
  printf '\n=== %s\n--- skipped: %s\n' "$1" "$2"
}

# Adds what jest's last lines say: "Tests: 1 failed, 2 skipped, 30 passed, 33 total".
count_tests() {
  local line
  line=$(grep -aE '^Tests: ' "$1" | tail -n 1)
  passed=$((passed + $(number_before passed "$line")))
  failed=$((failed + $(number_before failed "$line")))
  skipped=$((skipped + $(number_before skipped "$line")))
}

number_before() {
  local number
  number=$(printf '%s' "$2" | grep -oE "[0-9]+ $1" | grep -oE '[0-9]+')
  printf '%d' "${number:-0}"
}

# Lists processes of this run that outlived their phase, ends them, and fails when there were any.
nothing_left_running() {
  local left=0 pid
  for pid in $(ls /proc | grep -E '^[0-9]+$'); do
    is_of_this_run "$pid" && ! is_ancestry "$pid" || continue
    printf 'still running: %d %s\n' "$pid" "$(tr '\0' ' ' 2> /dev/null < "/proc/$pid/cmdline")"
    kill "$pid"
    left=$((left + 1))
  done
  [ "$left" -eq 0 ] && echo 'nothing is left running'
}

# By the variable above, or by the folder: jobs and endpoints get a clean environment and run below .mlops.
is_of_this_run() {
  { tr '\0' '\n' < "/proc/$1/environ" | grep -qx "MLOPS_CI_RUN=$MLOPS_CI_RUN"; } 2> /dev/null && return 0
  [[ "$(readlink "/proc/$1/cwd" 2> /dev/null)" == "$PWD"/*.mlops/* ]]
}

# True for this shell, its subshells and their helpers, which carry the variable as well.
is_ancestry() {
  local pid=$1
  while [ -n "$pid" ] && [ "$pid" -gt 1 ]; do
    [ "$pid" -eq $$ ] && return 0
    pid=$(awk '/^PPid:/ { print $2 }' "/proc/$pid/status" 2> /dev/null)
  done
  return 1
}

# Last line, alone: the counts. Fails when anything failed.
report() {
  if [ "${#failures[@]}" -gt 0 ]; then
    printf '\nFailed phases:\n'
    printf '  %s\n' "${failures[@]}"
  fi
  printf '\n%d s in all\n%d passed, %d failed' "$SECONDS" "$passed" "$failed"
  if [ "$skipped" -gt 0 ]; then printf ', %d skipped' "$skipped"; fi
  printf '\n'
  [ "$failed" -eq 0 ]
}
