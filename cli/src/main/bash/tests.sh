# shellcheck shell=bash
# Running every test of every module.

# Runs Maven's verify over all modules; arguments go to Maven. The exit code is Maven's.
run_tests() {
  local started=$SECONDS status=0
  mkdir -p "$SKERRY_STATE/cache" "$SKERRY_STATE/log"
  ensure_drawing_libraries
  SKERRY_ETCD="$(find_etcd)"
  export SKERRY_ETCD
  say "testing with JDK $(jdk_version "$JAVA_HOME") ($JAVA_HOME) and $SKERRY_ETCD"
  maven -ntp --fail-at-end verify "$@" || status=$?
  say "tests $( ((status == 0)) && echo passed || echo FAILED) after $((SECONDS - started)) s"
  return "$status"
}

# Kills $1 leaders in the middle of rollouts on a real etcd, and fails when any decision was wrong or repeated.
run_kills() {
  [[ $1 =~ ^[0-9]+$ ]] || die "bench kills takes a number of times"
  SKERRY_ETCD="$(find_etcd)"
  export SKERRY_ETCD
  maven -q -ntp -pl control-plane -am test -Dtest=LeaderKillTest -Dsurefire.failIfNoSpecifiedTests=false \
    "-Dskerry.kills=$1" || return
  say "$1 leaders were killed; no decision about a wave was wrong or repeated"
}

# Simulates $1 seeds of the rollout controller with faults, plants every bug, and prints what came of it.
run_simulation() {
  local report="$SKERRY_HOME/policy-engine/target/simulation.txt" status=0
  [[ $1 =~ ^[0-9]+$ ]] || die "bench simulate takes a number of seeds"
  rm -f "$report"
  maven -q -ntp -pl policy-engine -am test -Dtest=ManySeeds -Dsurefire.failIfNoSpecifiedTests=false \
    "-Dskerry.simulation.seeds=$1" || status=$?
  [[ -f $report ]] && cat "$report"
  return "$status"
}
