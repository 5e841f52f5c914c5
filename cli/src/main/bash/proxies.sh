# shellcheck shell=bash
# Finding what the gateway is compared with: nginx, HAProxy and the load generator wrk. On PATH, or in the private copy; else
# the package manager's archives are unpacked into that copy. Nothing is installed and no system service is started.
readonly PROXY_COPY="$SKERRY_STATE/cache/proxies"
# With the libraries that a small system may lack.
readonly PROXY_PACKAGES=(nginx haproxy wrk libluajit-5.1-2 libluajit-5.1-common liblua5.3-0 libopentracing-c-wrapper0 libopentracing1)

# Prints where tool $1 is: the system's own, or the private copy's.
proxy_tool() {
  local found
  if found="$(PATH="$PATH:/usr/sbin" command -v "$1")"; then
    printf '%s\n' "$found"
  else
    find "$PROXY_COPY" -path "*bin/$1" -type f 2>/dev/null | head -n 1
  fi
}

# Sets SKERRY_NGINX, SKERRY_HAPROXY, SKERRY_WRK and SKERRY_PROXY_LIBS.
find_proxies() {
  if [[ -z $(proxy_tool nginx) || -z $(proxy_tool haproxy) || -z $(proxy_tool wrk) ]]; then obtain_proxies; fi
  SKERRY_NGINX="$(proxy_tool nginx)"
  SKERRY_HAPROXY="$(proxy_tool haproxy)"
  SKERRY_WRK="$(proxy_tool wrk)"
  SKERRY_PROXY_LIBS="$(find "$PROXY_COPY/usr/lib" -maxdepth 1 -name '*-linux-gnu*' 2>/dev/null | head -n 1)"
  export SKERRY_NGINX SKERRY_HAPROXY SKERRY_WRK SKERRY_PROXY_LIBS
}

obtain_proxies() {
  local work log="$SKERRY_STATE/log/proxies-download.log"
  if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
    die "nginx, haproxy or wrk was not found, and this system has no apt-get to get them with: install all three and run this again."
  fi
  mkdir -p "$SKERRY_STATE/cache" "$SKERRY_STATE/log"
  say "obtaining nginx, haproxy and wrk through apt (unpacked into $PROXY_COPY, nothing is installed)"
  work="$(mktemp -d "$SKERRY_STATE/cache/apt.XXXXXX")"
  if ! download_proxies "$work" >"$log" 2>&1; then
    rm -rf "$work"
    tail -n 5 "$log" >&2
    die "nginx, haproxy and wrk could not be downloaded; the whole story is in $log. Install all three and run this again."
  fi
  rm -rf "$PROXY_COPY"
  mv -T "$work/root" "$PROXY_COPY"
  rm -rf "$work"
}

download_proxies() {
  local archive work="$1"
  mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$work/root"
  private_apt "$work" apt-get update || return 1
  (cd "$work" && private_apt "$work" apt-get download "${PROXY_PACKAGES[@]}") || return 1
  for archive in "$work"/*.deb; do
    dpkg-deb -x "$archive" "$work/root" || return 1
  done
}
