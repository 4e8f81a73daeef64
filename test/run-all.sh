#!/usr/bin/env bash
# Runs everything that must hold - format and lint, types, build, all tests - and ends with one line of figures:
# each step counts as one, Jest's tests count each for themselves. Later steps run although an earlier one failed.
set -u
cd "$(dirname "$0")/.."
passed=0
failed=0

step() {
  echo "== $*"
  if "$@" </dev/null; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    echo "== FAILED: $*"
  fi
}

step npx --no-install biome check .
step npm run -s types
step npm run -s build

results="$(mktemp)"
trap 'rm -f "$results"' EXIT
echo "== jest"
npm run -s test:jest -- --json --outputFile="$results" "$@" </dev/null
jest_exit=$?
# A file that cannot even be loaded is one failure; so is a run that failed without naming any.
figures="$(node -e '
  const [path, exit] = process.argv.slice(1);
  let r = {};
  try { r = JSON.parse(require("node:fs").readFileSync(path, "utf8")); } catch {}
  const failed = (r.numFailedTests ?? 0) + (r.numRuntimeErrorTestSuites ?? 0);
  console.log(r.numPassedTests ?? 0, failed || (exit === "0" ? 0 : 1), (r.numPendingTests ?? 0) + (r.numTodoTests ?? 0));
' "$results" "$jest_exit")"
read -r jest_passed jest_failed jest_skipped <<<"${figures:-0 1 0}"
[ "$jest_skipped" -eq 0 ] || echo "$jest_skipped tests were skipped"
passed=$((passed + jest_passed))
failed=$((failed + jest_failed))

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
