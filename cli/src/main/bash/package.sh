# shellcheck shell=bash
# An archive of the edge agent that runs on a machine without Java.

# What the agent and its libraries use of Java.
readonly AGENT_MODULES=java.base,java.logging,java.management,java.naming,java.xml,java.sql,jdk.httpserver,jdk.unsupported

package_agent() {
  local version arch name work agent="$SKERRY_HOME/edge-agent/target" out="${1:-$SKERRY_HOME/dist}"
  version="$(sed -n 's:^  <version>\(.*\)</version>$:\1:p' "$SKERRY_HOME/pom.xml" | head -n 1)"
  arch="$(uname -m)"
  name="skerry-agent-$version"
  mkdir -p "$out" "$SKERRY_STATE/cache"
  work="$(mktemp -d "$SKERRY_STATE/cache/package.XXXXXX")"
  say "packaging $name for linux-$arch"
  cp -a "$SKERRY_HOME/edge-agent/src/main/package" "$work/$name"
  cp -a "$agent/skerry-agent.jar" "$agent/agent.jvmopts" "$agent/gateway.jvmopts" "$agent/lib" "$SKERRY_HOME/LICENSE" "$work/$name/"
  "$JAVA_HOME/bin/jlink" --add-modules "$AGENT_MODULES" --strip-debug --no-header-files --no-man-pages --compress zip-6 \
    --output "$work/$name/runtime" >"$SKERRY_STATE/log/package.log" 2>&1 ||
    { rm -rf "$work"; die "jlink failed; see $SKERRY_STATE/log/package.log"; }
  tar -C "$work" --owner=0 --group=0 --sort=name -czf "$work/archive.tar.gz" "$name"
  try_package "$work" "$name" || { rm -rf "$work"; die "the archive does not run; see $SKERRY_STATE/log/package.log"; }
  mv "$work/archive.tar.gz" "$out/$name-linux-$arch.tar.gz"
  rm -rf "$work"
  printf '%s\n' "$out/$name-linux-$arch.tar.gz"
}

# Unpacks the archive elsewhere and lets the agent of it persist a snapshot, start again and serve it, without any other Java.
try_package() {
  local work="$1" name="$2"
  mkdir "$work/tried"
  tar -C "$work/tried" -xzf "$work/archive.tar.gz" &&
    env -u JAVA_HOME PATH=/usr/bin:/bin SKERRY_NO_CACHE=1 timeout 120 "$work/tried/$name/bin/skerry-agent" --train \
      >>"$SKERRY_STATE/log/package.log" 2>&1
}
