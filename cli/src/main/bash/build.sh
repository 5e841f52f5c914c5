# shellcheck shell=bash
# Building what is stale. A target is stale when a source, or a folder of sources (so a deleted file counts), is newer
# than the stamp of its last good build.
CLI_JAR="$SKERRY_HOME/cli/target/skerry-cli.jar"
# The same flags train the AOT cache and use it; a cache that does not fit is ignored without a word.
CLI_JVM=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m -Xlog:disable)

# Prints the Maven modules of build target $1.
modules_of() {
  case "$1" in
    cli) echo "cli" ;;
    stack) echo "etcd-schema policy-engine edge-agent control-plane cli" ;;
    console) echo "cli admin-ui" ;;
    bench) echo "etcd-schema policy-engine edge-agent control-plane cli benchmarks" ;;
    all) echo "etcd-schema policy-engine edge-agent control-plane cli admin-ui benchmarks" ;;
  esac
}

# Prints the targets that are built whenever target $1 is.
targets_in() {
  case "$1" in
    stack | console) echo "cli" ;;
    bench) echo "cli stack" ;;
    all) echo "cli stack console bench" ;;
  esac
}

# Prints the file that target $1 exists to produce.
product_of() {
  case "$1" in
    cli) echo "$CLI_JAR" ;;
    stack) echo "$SKERRY_HOME/control-plane/target/quarkus-app/quarkus-run.jar" ;;
    console) echo "$SKERRY_HOME/admin-ui/target/skerry-console.jar" ;;
    bench | all) echo "$SKERRY_HOME/benchmarks/target/skerry-benchmarks.jar" ;;
  esac
}

# Maven on a JDK of today, without the JVM's warnings about what Maven's own libraries do.
maven() {
  (cd "$SKERRY_HOME" && MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}" ./mvnw -B "$@")
}

is_fresh() {
  local stamp="$SKERRY_STATE/cache/built-$1" module sources=("$SKERRY_HOME/pom.xml")
  [[ -f $stamp && -f $(product_of "$1") ]] || return 1
  for module in $(modules_of "$1"); do
    sources+=("$SKERRY_HOME/$module/pom.xml" "$SKERRY_HOME/$module/src")
  done
  [[ -z $(find "${sources[@]}" -newer "$stamp" -print -quit) ]]
}

# Turns Maven's output into one line per module, and a line per hundred downloads.
build_progress() {
  awk '/^\[INFO\] Building .*\[[0-9]+\/[0-9]+\]/ { gsub(/^\[INFO\] Building (Skerry :: )?| +0\.[0-9.]+[^ ]*/, ""); gsub(/ +/, " "); print "  building " $0; fflush() }
       /^(\[INFO\] )?Downloaded from/ { if (++n % 100 == 0) { print "  " n " files downloaded"; fflush() } }' >&2
}

run_maven_build() {
  local target="$1" log="$SKERRY_STATE/log/build.log" stamp="$SKERRY_STATE/cache/built-$1" modules
  modules="$(modules_of "$target")"
  say "building (${modules// /, }); log: $log"
  touch "$stamp.new"
  if ! maven -DskipTests -pl "${modules// /,}" package 2>&1 | tee "$log" | build_progress; then
    say "skerry: the build failed. The end of $log:"
    { grep -E '^\[(ERROR|WARNING)\] (/|COMPILATION|Failed|.*Could not)|^\[ERROR\].*\.java' "$log" || tail -n 20 "$log"; } | head -n 20 >&2
    return 1
  fi
  train_cli
  local part
  for part in $(targets_in "$target"); do
    cp -p "$stamp.new" "$SKERRY_STATE/cache/built-$part"
  done
  mv "$stamp.new" "$stamp"
}

# One trained start makes every later one several times faster. Failing to train only costs speed.
train_cli() {
  local aot="$SKERRY_STATE/cache/cli.aot"
  [[ $aot -nt $CLI_JAR ]] && return
  rm -f "$aot"
  "$JAVA_HOME/bin/java" "${CLI_JVM[@]}" "-XX:AOTCacheOutput=$aot" -cp "$CLI_JAR" io.skerry.cli.StartupTraining \
    >>"$SKERRY_STATE/log/build.log" 2>&1 || true
}

# Builds target $1 if it is stale. Concurrent calls wait for one another.
ensure_built() {
  is_fresh "$1" && return
  mkdir -p "$SKERRY_STATE/cache" "$SKERRY_STATE/log"
  (
    if command -v flock >/dev/null && ! flock -n 9; then
      say "another build is running; waiting for it (at most 15 minutes)"
      flock -w 900 9 || die "the other build did not finish; see $SKERRY_STATE/log/build.log"
    fi
    is_fresh "$1" || run_maven_build "$1" 9>&-
  ) 9>"$SKERRY_STATE/cache/build.lock" || exit 1
}
