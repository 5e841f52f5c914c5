# shellcheck shell=bash
# Finding a JDK: JAVA_HOME, then PATH, then the folders where systems keep their JVMs.
readonly WANTED_JDK=25

# Prints the major version of the JDK in folder $1; fails when there is no complete JDK.
jdk_version() {
  local line
  [[ -x $1/bin/java && -x $1/bin/javac && -r $1/release ]] || return 1
  line="$(grep -m1 '^JAVA_VERSION=' "$1/release")" || return 1
  line="${line#JAVA_VERSION=\"}"
  printf '%s' "${line%%[^0-9]*}"
}

jdk_candidates() {
  local java
  [[ -n ${JAVA_HOME:-} ]] && printf '%s\n' "$JAVA_HOME"
  if java="$(command -v java)"; then
    dirname "$(dirname "$(readlink -f "$java")")"
  fi
  # The newest last in a folder's listing comes first here.
  local folder
  for folder in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [[ -d $folder ]] && printf '%s\n' "$folder"
  done
}

# Exports JAVA_HOME of the first JDK that is new enough, or says what to install.
find_jdk() {
  local home version seen=""
  while read -r home; do
    version="$(jdk_version "$home")" || continue
    if ((version >= WANTED_JDK)); then
      export JAVA_HOME="$home"
      return
    fi
    seen+="  found only JDK $version in $home"$'\n'
  done < <(jdk_candidates)
  say "skerry: needs a JDK $WANTED_JDK or later (the JDK, not only a runtime)."
  printf '%s' "$seen" >&2
  say "  Debian 13, Ubuntu 25.10 and later:  apt-get install openjdk-25-jdk-headless"
  say "  Fedora:                             dnf install java-25-openjdk-devel"
  say "  macOS:                              brew install openjdk@25"
  say "  anywhere:                           unpack an archive from https://adoptium.net/temurin/releases/?version=25"
  die "then run this again; a JDK outside the system's folders is found through JAVA_HOME"
}
