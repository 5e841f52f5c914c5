# shellcheck shell=bash
# The system's libraries that JavaFX needs, installed where that is allowed.

# JavaFX draws into memory in tests and screenshots, but still lays out text with the system's libraries.
readonly DRAWING_LIBRARIES=(libpango-1.0.so.0 libpangoft2-1.0.so.0 libfreetype.so.6 libfontconfig.so.1 libglib-2.0.so.0)
readonly DRAWING_PACKAGES=(libpango-1.0-0 libpangoft2-1.0-0 libfreetype6 libfontconfig1 libglib2.0-0 fonts-dejavu-core)
readonly WINDOW_LIBRARIES=(libgtk-3.so.0 libXtst.so.6 libXxf86vm.so.1)
readonly WINDOW_PACKAGES=(libgtk-3-0 libxtst6 libxxf86vm1)

ensure_drawing_libraries() {
  [[ $(uname -s) == Linux ]] || return 0
  has_libraries "${DRAWING_LIBRARIES[@]}" && has_fonts && return
  install_libraries "drawing the console needs" "${DRAWING_PACKAGES[@]}"
}

ensure_window_libraries() {
  ensure_drawing_libraries
  [[ $(uname -s) == Linux ]] || return 0
  has_libraries "${WINDOW_LIBRARIES[@]}" && return
  install_libraries "the console's window needs" "${WINDOW_PACKAGES[@]}"
}

has_libraries() {
  local known library
  known="$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)" || return 0
  for library in "$@"; do
    [[ $known == *"$library"* ]] || return 1
  done
}

has_fonts() {
  [[ -n $(find /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" -name '*.[to]tf' -print -quit 2>/dev/null) ]]
}

# $1 says what for; the rest are packages.
install_libraries() {
  local purpose="$1" log="$SKERRY_STATE/log/apt.log" sudo=()
  shift
  mkdir -p "$SKERRY_STATE/log"
  if ! command -v apt-get >/dev/null || { ((EUID != 0)) && ! sudo -n true 2>/dev/null; }; then
    die "$purpose libraries that are missing here; install them and run this again:
  apt-get install -y --no-install-recommends $*"
  fi
  ((EUID == 0)) || sudo=(sudo -n)
  say "installing the libraries that $purpose ($*)"
  # env, because sudo does not pass variables on.
  if ! { "${sudo[@]}" apt-get update && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends "$@"; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    die "could not install them; the whole story is in $log"
  fi
}
