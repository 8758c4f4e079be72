#!/usr/bin/env bash
# Copyright 2026 The Maskbeam Authors
# SPDX-License-Identifier: Apache-2.0
#
# A real Flink cluster on this machine, loopback only: one JobManager and some TaskManagers, each a
# process of its own, from the jars that the build put in deploy/target.
set -euo pipefail

usage() {
  cat <<'END'
Usage: local-cluster.sh start N             JobManager and N TaskManagers, on free ports
       local-cluster.sh application N ARGUMENTS
                                            a cluster for one job: the JobManager runs maskbeam with
                                            these arguments; waits for its end, then stops all
       local-cluster.sh status              what runs; exits 3 when no cluster does
       local-cluster.sh stop                ends what start started, and only that
       local-cluster.sh address             REST address, HOST:PORT, for --flinkMaster
       local-cluster.sh taskmanager start   one TaskManager more
       local-cluster.sh taskmanager pids    process ids of the TaskManagers that run, oldest first
       local-cluster.sh jobmanager pid      process id of the JobManager

Environment: MASKBEAM_FLINK_HOME  folder for logs and temporary files (deploy/target/flink-cluster)
             SLOTS                slots of each TaskManager (2)
             REST_PORT            port of REST and web UI (0: a free one)
             PROMETHEUS_PORTS     a port for each process, as in 9250-9259, at which Prometheus scrapes
                                  its metrics; open to the network (none)
             JAVA_HOME            the JVM to use (java of the PATH)
END
}

fail() {
  printf 'local-cluster: %s\n' "$1" >&2
  exit "${2:-1}"
}

# In the locale C, Java cannot open files whose names are not ASCII.
export LC_ALL="${LC_ALL:-${LANG:-C.UTF-8}}"

deploy="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
conf="$deploy/flink/conf"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
slots="${SLOTS:-2}"
start_timeout_s=90
stop_timeout_s=20

home="${MASKBEAM_FLINK_HOME:-$deploy/target/flink-cluster}"
[[ $home == /* ]] || home="$PWD/$home"
pids="$home/pids"
logs="$home/log"
tmp="$home/tmp"
# In each command line, so that a recorded id that went to another process is not taken for ours.
mark="-Dmaskbeam.cluster=$home"

is_alive() {
  ps -ww -o args= -p "$1" 2>/dev/null | grep -qF -- "$mark "
}

# Ids of recorded processes that run: of all, or of those whose name starts so.
running() {
  local file pid
  for file in "$pids/${1:-}"*; do
    [[ -f $file ]] || continue
    pid="$(<"$file")"
    if [[ -n $pid ]] && is_alive "$pid"; then
      printf '%s\n' "$pid"
    fi
  done
}

class_path() {
  local jars
  jars="$(printf '%s:' "$deploy/target/flink/lib/"*.jar "$deploy/target/cluster-lib/"*.jar)"
  [[ $jars != *'*'* ]] || fail "no jars in $deploy/target; build first: ./mvnw -DskipTests package"
  printf '%s' "${jars%:}"
}

# Starts a process: name, command of BashJavaUtils for its memory, main class, then its settings, and
# after -- the program that it runs, if any.
launch() {
  local name="$1" memory_command="$2" main_class="$3" settings=()
  shift 3
  while (($# > 0)) && [[ $1 != -- ]]; do
    settings+=("$1")
    shift
  done
  (($# == 0)) || shift
  local places=(
    -D "io.tmp.dirs=$tmp" -D "web.tmpdir=$tmp" -D "web.upload.dir=$tmp/upload"
    -D "process.working-dir=$tmp/work"
  )
  if [[ -n ${PROMETHEUS_PORTS:-} ]]; then
    places+=(
      -D metrics.reporter.prom.factory.class=org.apache.flink.metrics.prometheus.PrometheusReporterFactory
      -D "metrics.reporter.prom.port=$PROMETHEUS_PORTS"
    )
  fi
  local jars memory results jvm_memory flink_memory opts
  jars="$(class_path)"
  memory="$("$java" -cp "$jars" org.apache.flink.runtime.util.bash.BashJavaUtils "$memory_command" \
    --configDir "$conf" "${places[@]}" "${settings[@]}" 2>"$logs/$name.out")" ||
    fail "memory of $name cannot be computed: $(tail -n 5 "$logs/$name.out")"
  results="$(sed -n 's/^BASH_JAVA_UTILS_EXEC_RESULT://p' <<<"$memory")"
  read -ra jvm_memory <<<"$(sed -n 1p <<<"$results")"
  read -ra flink_memory <<<"$(sed -n 2p <<<"$results")"
  read -ra opts <<<"$(sed -n 's/^env.java.opts.all: //p' "$conf/flink-conf.yaml")"
  # Without UsePerfData, since a killed JVM leaves that file in /tmp.
  (
    cd "$home"
    exec nohup "$java" "$mark" "${jvm_memory[@]}" "${opts[@]}" -XX:-UsePerfData \
      "-Djava.io.tmpdir=$tmp" "-Dorg.bytedeco.javacpp.cachedir=$tmp/javacpp" \
      "-Dlog.file=$logs/$name.log" "-Dlog4j.configurationFile=$conf/log4j.properties" \
      -cp "$jars" "$main_class" --configDir "$conf" "${places[@]}" "${settings[@]}" \
      "${flink_memory[@]}" "$@" \
      </dev/null >>"$logs/$name.out" 2>&1
  ) &
  printf '%s' "$!" >"$pids/$name"
}

# Waits until a command succeeds, as long as the process of that name lives.
await() {
  local name="$1" what="$2" deadline=$((SECONDS + start_timeout_s))
  shift 2
  until "$@"; do
    kill -0 "$(<"$pids/$name")" 2>/dev/null || give_up "$name ended before $what" "$name"
    ((SECONDS < deadline)) || give_up "$what: not within $start_timeout_s s" "$name"
    sleep 0.2
  done
}

give_up() {
  printf 'local-cluster: %s. The end of its log:\n' "$1" >&2
  tail -n 20 "$logs/$2.out" "$logs/$2.log" >&2 || true
  end_all
  exit 1
}

# The JobManager takes ports itself, as no other way is free of races, and says which in its log.
ports_known() {
  [[ -f $logs/jobmanager.log ]] || return 1
  rest_address="$(sed -n 's/.*Rest endpoint listening at \([^ ]*:[0-9]*\).*/\1/p' "$logs/jobmanager.log")"
  rpc_port="$(sed -n 's/.*Actor system started at .*flink@127\.0\.0\.1:\([0-9]*\).*/\1/p' \
    "$logs/jobmanager.log" | head -n 1)"
  [[ -n $rest_address && -n $rpc_port ]]
}

registered() {
  [[ "$(curl --silent --max-time 5 "http://$rest_address/taskmanagers")" == *"\"id\":\"$1\""* ]]
}

start_taskmanager() {
  local number=1 name
  while [[ -e $pids/taskmanager-$number ]]; do
    number=$((number + 1))
  done
  name="taskmanager-$number"
  launch "$name" GET_TM_RESOURCE_PARAMS org.apache.flink.runtime.taskexecutor.TaskManagerRunner \
    -D "taskmanager.resource-id=$name" -D "taskmanager.numberOfTaskSlots=$slots" \
    -D jobmanager.rpc.address=127.0.0.1 -D "jobmanager.rpc.port=$rpc_port" \
    -D taskmanager.host=127.0.0.1 -D taskmanager.bind-host=127.0.0.1
  started="$name"
}

# Checks the machine, and clears what an earlier cluster left.
prepare() {
  [[ -z $(running) ]] || fail "a cluster runs in $home; stop it first, or set MASKBEAM_FLINK_HOME"
  command -v "$java" >/dev/null || fail "no $java: install Java 11 or 17, or set JAVA_HOME"
  command -v curl >/dev/null || fail "no curl, which asks the cluster whether it is ready"
  class_path >/dev/null
  rm -rf "$pids" "$logs" "$tmp" "$home/usrlib"
  mkdir -p "$pids" "$logs" "$tmp"
}

# Main class, then more settings, and what it runs after --.
launch_jobmanager() {
  local main_class="$1"
  shift
  launch jobmanager GET_JM_RESOURCE_PARAMS "$main_class" \
    -D jobmanager.rpc.address=127.0.0.1 -D jobmanager.rpc.port=0 -D jobmanager.bind-host=127.0.0.1 \
    -D rest.address=127.0.0.1 -D rest.bind-address=127.0.0.1 -D "rest.bind-port=${REST_PORT:-0}" "$@"
}

start() {
  local names=() name
  [[ ${1:-} =~ ^[1-9][0-9]*$ ]] || fail "start takes the number of TaskManagers, 1 or more" 2
  prepare
  launch_jobmanager org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint
  await jobmanager "its ports are open" ports_known
  for ((i = 0; i < $1; i++)); do
    start_taskmanager
    names+=("$started")
  done
  for name in "${names[@]}"; do
    await "$name" "it is registered" registered "$name"
  done
  status
}

# Flink takes the job's classes from the folder usrlib of the working directory, and main() must not
# be on the JobManager's own class path, where it would end the process. With execution.attached it
# waits for the end of its job and commits the tables.
application() {
  local number="${1:-}" exit_code=0
  [[ $number =~ ^[1-9][0-9]*$ && $# -gt 1 ]] ||
    fail "application takes the number of TaskManagers, 1 or more, and maskbeam's arguments" 2
  shift
  prepare
  mkdir "$home/usrlib"
  ln -s "$deploy/target/maskbeam-job.jar" "$home/usrlib/"
  trap 'end_all; exit 130' INT TERM
  launch_jobmanager org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint \
    -D execution.attached=true -- --job-classname io.github.maskbeam.pipeline.cli.Main "$@"
  await jobmanager "its ports are open" ports_known
  for ((i = 0; i < number; i++)); do
    start_taskmanager
  done
  wait "$(<"$pids/jobmanager")" || exit_code=$?
  end_all
  cat "$logs/jobmanager.out"
  ((exit_code == 0)) || fail "the JobManager ended with exit code $exit_code; logs in $logs"
}

status() {
  local taskmanagers
  [[ -n $(running jobmanager) ]] || fail "no cluster runs in $home" 3
  ports_known || fail "the JobManager is still starting" 3
  taskmanagers="$(running taskmanager- | wc -l)"
  printf 'Flink cluster: http://%s (web UI and REST); TaskManagers: %d\n' "$rest_address" "$taskmanagers"
  printf 'Submit with --flinkMaster=%s; logs in %s\n' "$rest_address" "$logs"
}

# Ends what is recorded and runs, TaskManagers first, so that they do not look for a JobManager.
end_all() {
  local pid ending deadline=$((SECONDS + stop_timeout_s))
  ending="$(running taskmanager-; running jobmanager)"
  for pid in $ending; do
    kill "$pid" 2>/dev/null || true
  done
  for pid in $ending; do
    while is_alive "$pid"; do
      ((SECONDS < deadline)) || kill -9 "$pid" 2>/dev/null || true
      sleep 0.1
    done
  done
  rm -rf "$pids" "$tmp" "$home/usrlib"
}

case "${1:-} ${2:-}" in
  start\ *) start "${2:-}" ;;
  application\ *)
    shift
    application "$@"
    ;;
  'stop ')
    [[ -d $pids ]] || fail "no cluster was started in $home" 3
    end_all
    ;;
  'status ') status ;;
  'address ')
    status >/dev/null
    printf '%s\n' "$rest_address"
    ;;
  'taskmanager start')
    status >/dev/null
    start_taskmanager
    await "$started" "it is registered" registered "$started"
    ;;
  'taskmanager pids') running taskmanager- ;;
  'jobmanager pid') running jobmanager ;;
  *)
    usage >&2
    exit 2
    ;;
esac
