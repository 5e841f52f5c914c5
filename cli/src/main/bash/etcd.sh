# shellcheck shell=bash
# Finding etcd: SKERRY_ETCD, PATH, the private copy; else the package manager's archive is unpacked into that copy.
# Nothing is installed and no system service is started.
readonly ETCD_COPY="$SKERRY_STATE/cache/etcd"

etcd_works() { [[ -x $1 ]] && "$1" --version >/dev/null 2>&1; }

# Prints the path of a working etcd server.
find_etcd() {
  local found
  if [[ -n ${SKERRY_ETCD:-} ]]; then
    etcd_works "$SKERRY_ETCD" || die "SKERRY_ETCD=$SKERRY_ETCD is not a working etcd server"
    printf '%s\n' "$SKERRY_ETCD"
    return
  fi
  if found="$(command -v etcd)" && etcd_works "$found"; then
    printf '%s\n' "$found"
    return
  fi
  etcd_works "$ETCD_COPY/usr/bin/etcd" || obtain_etcd
  printf '%s\n' "$ETCD_COPY/usr/bin/etcd"
}

obtain_etcd() {
  local work log="$SKERRY_STATE/log/etcd-download.log"
  if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
    die "etcd was not found, and this system has no apt-get to get it with.
  Install etcd 3.5 (https://github.com/etcd-io/etcd/releases), put it on PATH or set SKERRY_ETCD to its path, and run this again."
  fi
  mkdir -p "$SKERRY_STATE/cache" "$SKERRY_STATE/log"
  say "obtaining etcd through apt (unpacked into $ETCD_COPY, nothing is installed)"
  work="$(mktemp -d "$SKERRY_STATE/cache/apt.XXXXXX")"
  if ! download_etcd "$work" >"$log" 2>&1; then
    rm -rf "$work"
    tail -n 5 "$log" >&2
    die "etcd could not be downloaded; the whole story is in $log.
  Either make the package 'etcd-server' available to apt, or install etcd 3.5, put it on PATH or set SKERRY_ETCD to its path."
  fi
  rm -rf "$ETCD_COPY"
  # Where another run was faster, its copy stays.
  mv -T "$work/root" "$ETCD_COPY" 2>/dev/null || etcd_works "$ETCD_COPY/usr/bin/etcd" || die "cannot write $ETCD_COPY"
  rm -rf "$work"
  say "  $("$ETCD_COPY/usr/bin/etcd" --version | head -n 1)"
}

# Runs apt command $2... with a private state in folder $1, so that it needs no rights and leaves no trace.
private_apt() {
  local work="$1" tool="$2" sources=()
  shift 2
  [[ -f $work/sources.list ]] && sources=(-o "Dir::Etc::sourcelist=$work/sources.list" -o "Dir::Etc::sourceparts=-")
  timeout 180 "$tool" -o "Dir::State=$work/state" -o Dir::State::status=/var/lib/dpkg/status -o "Dir::Cache=$work/cache" \
    -o APT::Sandbox::User= -o Acquire::Languages=none "${sources[@]}" "$@"
}

# Unpacks an etcd server of apt's sources into $1/root: 3.5 or later if it can, else what there is.
download_etcd() {
  local mirror work="$1" keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial"
  private_apt "$work" apt-get update
  mirror="$(debian_mirror)"
  if [[ -n $mirror && -f $keyring ]] &&
    ! private_apt "$work" apt-cache madison etcd-server | grep -qE '\| *(3\.[5-9]|[4-9])'; then
    # Debian 12 has 3.4 only; the server of Debian 13 needs nothing but the C library and runs there as well.
    echo "deb [signed-by=$keyring] $mirror trixie main" >"$work/sources.list"
    if unpack_etcd "$work"; then return; fi
    rm -f "$work/sources.list"
    private_apt "$work" apt-get update
  fi
  unpack_etcd "$work"
}

unpack_etcd() {
  local work="$1"
  [[ -f $work/sources.list ]] && { private_apt "$work" apt-get update || return 1; }
  (cd "$work" && private_apt "$work" apt-get download etcd-server) || return 1
  rm -rf "$work/root"
  dpkg-deb -x "$work"/etcd-server_*.deb "$work/root" && rm -f "$work"/etcd-server_*.deb
  etcd_works "$work/root/usr/bin/etcd"
}

# The mirror that the system itself uses; nothing when it uses none.
debian_mirror() {
  local mirror
  mirror="$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null |
    grep -v security | head -n 1 | tr -d ' ')" || true
  printf '%s' "$mirror"
}
