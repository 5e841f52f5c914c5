# shellcheck shell=bash
# Running every test of every module.

# JavaFX draws into memory in tests, but still lays out text with the system's libraries.
readonly FX_LIBRARIES=(libpango-1.0.so.0 libpangoft2-1.0.so.0 libfreetype.so.6 libfontconfig.so.1 libglib-2.0.so.0)
readonly FX_PACKAGES=(libpango-1.0-0 libpangoft2-1.0-0 libfreetype6 libfontconfig1 libglib2.0-0 fonts-dejavu-core)

has_fx_libraries() {
  local known library
  known="$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)" || return 0
  for library in "${FX_LIBRARIES[@]}"; do
    [[ $known == *"$library"* ]] || return 1
  done
  [[ -n $(find /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" -name '*.[to]tf' -print -quit 2>/dev/null) ]]
}

ensure_fx_libraries() {
  [[ $(uname -s) == Linux ]] || return 0
  has_fx_libraries && return
  local log="$SKERRY_STATE/log/apt.log" sudo=()
  if ! command -v apt-get >/dev/null || { ((EUID != 0)) && ! sudo -n true 2>/dev/null; }; then
    die "the console's tests need libraries that are missing here; install them and run this again:
  apt-get install -y --no-install-recommends ${FX_PACKAGES[*]}"
  fi
  ((EUID == 0)) || sudo=(sudo -n)
  say "installing the libraries the console's tests need (${FX_PACKAGES[*]})"
  # env, because sudo does not pass variables on.
  if ! { "${sudo[@]}" apt-get update && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends "${FX_PACKAGES[@]}"; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    die "could not install them; the whole story is in $log"
  fi
}

# Runs Maven's verify over all modules; arguments go to Maven. The exit code is Maven's.
run_tests() {
  local started=$SECONDS status=0
  mkdir -p "$SKERRY_STATE/cache" "$SKERRY_STATE/log"
  ensure_fx_libraries
  SKERRY_ETCD="$(find_etcd)"
  export SKERRY_ETCD
  say "testing with JDK $(jdk_version "$JAVA_HOME") ($JAVA_HOME) and $SKERRY_ETCD"
  maven -ntp --fail-at-end verify "$@" || status=$?
  say "tests $( ((status == 0)) && echo passed || echo FAILED) after $((SECONDS - started)) s"
  return "$status"
}
