#!/usr/bin/env bash
# Copyright 2026 The Maskbeam Authors
# SPDX-License-Identifier: Apache-2.0
#
# Stands in for the entry point of Flink's own images where there is no such image: the same commands,
# variables and folders, as far as the Dockerfile, compose and Kubernetes use them. build-check.sh
# puts it into its base image.
set -euo pipefail

conf="$FLINK_HOME/conf/flink-conf.yaml"
export FLINK_LIB_DIR="$FLINK_HOME/lib"

set_option() {
  sed -i "/^${1//./\\.}:/d" "$conf"
  printf '%s: %s\n' "$1" "$2" >>"$conf"
}

# As Flink's entry point does, before any command: blanks go, a key ends at the first colon.
configure() {
  local line
  set_option jobmanager.rpc.address "${JOB_MANAGER_RPC_ADDRESS:-$(hostname)}"
  set_option blob.server.port 6124
  set_option query.server.port 6125
  while IFS= read -r line; do
    line="${line//[[:space:]]/}"
    [[ -z $line ]] || set_option "${line%%:*}" "${line#*:}"
  done <<<"${FLINK_PROPERTIES:-}"
}

options() {
  sed -n "s/^env\.java\.opts\.\(all\|$1\): *//p" "$conf" | tr '\n' ' '
}

# Name of the options, command of BashJavaUtils for the memory, main class, then its arguments.
launch() {
  local name="$1" memory_command="$2" main_class="$3" results jvm_memory flink_memory opts
  shift 3
  results="$(java -cp "$FLINK_HOME/lib/*" org.apache.flink.runtime.util.bash.BashJavaUtils \
    "$memory_command" --configDir "$FLINK_HOME/conf" | sed -n 's/^BASH_JAVA_UTILS_EXEC_RESULT://p')"
  read -ra jvm_memory <<<"$(sed -n 1p <<<"$results")"
  read -ra flink_memory <<<"$(sed -n 2p <<<"$results")"
  read -ra opts <<<"$(options "$name")"
  exec java "${jvm_memory[@]}" "${opts[@]}" \
    "-Dlog4j.configurationFile=$FLINK_HOME/conf/log4j-console.properties" -cp "$FLINK_HOME/lib/*" \
    "$main_class" --configDir "$FLINK_HOME/conf" "${flink_memory[@]}" "$@"
}

configure
case "${1:-help}" in
  help) echo "Usage: docker-entrypoint.sh jobmanager | standalone-job | taskmanager | COMMAND" ;;
  jobmanager)
    shift
    launch jobmanager GET_JM_RESOURCE_PARAMS \
      org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint "$@"
    ;;
  standalone-job)
    shift
    launch jobmanager GET_JM_RESOURCE_PARAMS \
      org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint "$@"
    ;;
  taskmanager)
    shift
    launch taskmanager GET_TM_RESOURCE_PARAMS \
      org.apache.flink.runtime.taskexecutor.TaskManagerRunner "$@"
    ;;
  flink)
    shift
    read -ra opts <<<"$(options client)"
    export FLINK_CONF_DIR="$FLINK_HOME/conf"
    exec java "${opts[@]}" "-Dlog4j.configurationFile=$FLINK_HOME/conf/log4j-cli.properties" \
      -cp "$FLINK_HOME/lib/*" org.apache.flink.client.cli.CliFrontend "$@"
    ;;
  *) exec "$@" ;;
esac
