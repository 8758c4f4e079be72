#!/usr/bin/env bash
# Copyright 2026 The Maskbeam Authors
# SPDX-License-Identifier: Apache-2.0
#
# Builds the image of the Dockerfile with podman, and runs in containers what docker-compose.yml runs.
set -euo pipefail

usage() {
  cat <<'END'
Usage: build-check.sh run       builds the image; runs a session cluster with the demonstration, then
                                application mode and verify; removes the containers
       build-check.sh clean     removes the images and folders that it made

After ./mvnw -DskipTests package. Containers have no network except loopback.

Environment: BASE_IMAGE           image of Flink to build on. Without it, one is made of Debian, its
                                  JRE 17, and the jars of deploy/target/flink/lib, by debootstrap and
                                  as root; stand-in/docker-entrypoint.sh takes the place of Flink's
                                  entry point
             DEBIAN_MIRROR        mirror for debootstrap (its own default)
             MASKBEAM_CHECK_HOME  folder for images, containers and logs (deploy/target/image-check)
END
}

fail() {
  printf 'build-check: %s\n' "$1" >&2
  exit "${2:-1}"
}

deploy="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
home="${MASKBEAM_CHECK_HOME:-$deploy/target/image-check}"
[[ $home == /* ]] || home="$PWD/$home"
base=localhost/maskbeam-flink-base
image=localhost/maskbeam-flink:check
main=io.github.maskbeam.pipeline.cli.Main
# Of compose's file; the test of that file compares them.
client=(java -Dorg.bytedeco.javacpp.cachedir=/tmp/javacpp
  -classpath '/opt/flink/lib/*:/opt/flink/usrlib/maskbeam-job.jar' "$main")
start_timeout_s=180
# No container outlives it, whatever happens to this script.
container_timeout_s=1200

# Images and containers of its own: nothing of the user's is seen or removed.
pod() {
  podman --root "$home/storage" --runroot "$home/run" ${runtime:+--runtime "$runtime"} "$@"
}

need() {
  command -v "$1" >/dev/null || fail "no $1, which $3: apt-get install $2"
}

# A container as compose starts its services, with limits that every machine may set. The containers of
# a cluster share one network, which is loopback, but podman gives each its own file of hosts.
contain() {
  pod run --timeout "$container_timeout_s" --cap-drop all --security-opt no-new-privileges --volume maskbeam-data:/data \
    --volume "$home/hosts:/etc/hosts:ro" --ulimit "nofile=$(ulimit -n):$(ulimit -n)" --ulimit nproc=4096:4096 \
    --env JOB_MANAGER_RPC_ADDRESS=jobmanager \
    --env "FLINK_PROPERTIES=metrics.reporter.prom.port: 9249-9259" "$@"
}

# A container that ends with its command, on the network of a cluster or on none.
command_in() {
  local network="$1"
  shift
  contain --rm --hostname client --network "$network" "$image" "$@"
}

# crun refuses machines that have both versions of cgroups; runc does not.
choose_runtime() {
  local candidate
  for candidate in crun runc; do
    runtime="$candidate"
    if command -v "$candidate" >/dev/null &&
      contain --rm --network none --entrypoint '' "$image" true 2>"$home/$candidate.log"; then
      return
    fi
  done
  cat "$home/"{crun,runc}.log >&2 2>/dev/null || true
  fail "neither crun nor runc can run a container here: apt-get install runc"
}

make_base() {
  local root="$home/root"
  need debootstrap debootstrap "makes a base image; or set BASE_IMAGE"
  [[ $(id -u) == 0 ]] || fail "debootstrap needs root; or set BASE_IMAGE to an image of Flink"
  if [[ ! -f $home/debootstrap.done ]]; then
    rm -rf "$root"
    debootstrap --variant=minbase --include=openjdk-17-jre-headless,curl,hostname \
      bookworm "$root" ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"} >"$home/debootstrap.log" 2>&1 ||
      fail "debootstrap failed: $(tail -n 3 "$home/debootstrap.log")"
    chroot "$root" groupadd --system --gid=9999 flink
    chroot "$root" useradd --system --home-dir=/opt/flink --uid=9999 --gid=flink flink
    touch "$home/debootstrap.done"
  fi
  install -D --target-directory="$root/opt/flink/lib" "$deploy/target/flink/lib/"*.jar
  install -D --target-directory="$root/opt/flink/conf" "$deploy/docker/stand-in/"*.properties
  # Java 17 wants it, and Flink's images have it for Java 17.
  { grep '^env.java.opts.all:' "$deploy/flink/conf/flink-conf.yaml" && echo 'rest.address: 0.0.0.0'; } \
    >"$root/opt/flink/conf/flink-conf.yaml"
  install "$deploy/docker/stand-in/docker-entrypoint.sh" "$root/docker-entrypoint.sh"
  chroot "$root" chown -R flink:flink /opt/flink
  tar -C "$root" -c . | pod import --change ENV=FLINK_HOME=/opt/flink --change WORKDIR=/opt/flink \
    --change 'ENTRYPOINT ["/docker-entrypoint.sh"]' --change 'CMD ["help"]' - "$base" >/dev/null
}

# Waits until a command succeeds while a container runs.
await() {
  local container="$1" what="$2" deadline=$((SECONDS + start_timeout_s))
  shift 2
  until "$@" >/dev/null 2>&1; do
    [[ $(pod inspect --format '{{.State.Running}}' "$container") == true ]] ||
      fail "$container ended before $what: $(pod logs "$container" 2>&1 | tail -n 20)"
    ((SECONDS < deadline)) ||
      fail "$what: not within $start_timeout_s s: $(pod logs "$container" 2>&1 | tail -n 20)"
    sleep 1
  done
  echo "ok: $what"
}

# The health checks of compose, in the container.
jobmanager_is_healthy() {
  pod exec jobmanager curl --fail --silent --show-error http://localhost:8081/overview
}

taskmanagers_are_healthy() {
  pod exec taskmanager-1 sh -c \
    "curl --fail --silent http://jobmanager:8081/overview | grep --quiet '\"taskmanagers\":2'"
}

expect() {
  grep -q "$2" "$home/$1.log" || fail "$1 did not say '$2': $(tail -n 20 "$home/$1.log")"
  echo "ok: $1: $(grep "$2" "$home/$1.log" | head -n 1)"
}

# The JobManager last: the others use its network.
remove_containers() {
  local container
  for container in taskmanager-1 taskmanager-2 jobmanager; do
    pod rm --force --time 5 "$container" >/dev/null 2>&1 || true
  done
}

remove_all() {
  remove_containers
  pod volume rm --force maskbeam-data >/dev/null 2>&1 || true
}

jobmanager() {
  contain --detach --name jobmanager --network none --hostname jobmanager \
    --memory 1280m "$image" "$@" >/dev/null
}

taskmanager() {
  contain --detach --name "taskmanager-$1" --hostname "taskmanager-$1" \
    --network container:jobmanager --memory 2368m "$image" taskmanager >/dev/null
}

session() {
  local user
  user="$(command_in none sh -c 'id -u; touch /data/writable' 2>&1 | tail -n 1)"
  [[ $user == 9999 ]] || fail "the container runs as $user and not as 9999, or /data is not writable"
  echo "ok: user 9999 can write to the volume"
  jobmanager jobmanager
  await jobmanager "the JobManager is healthy" jobmanager_is_healthy
  pod exec jobmanager curl --fail --silent http://localhost:8081/jobmanager/config >"$home/config.log"
  grep -q '"key":"heartbeat.timeout","value":"20000"' "$home/config.log" ||
    fail "the JobManager does not have the settings of flink-properties.yaml, see $home/config.log"
  echo "ok: the JobManager has the settings of the image"
  taskmanager 1
  taskmanager 2
  await taskmanager-1 "the TaskManagers are healthy" taskmanagers_are_healthy
  command_in none "${client[@]}" demo --output=/data/demo >"$home/scenes.log" 2>&1 ||
    fail "scenes: $(tail -n 20 "$home/scenes.log")"
  expect scenes '8 images: 8 segmented, 0 failed'
  command_in container:jobmanager \
    flink run --jobmanager jobmanager:8081 --class "$main" /opt/flink/usrlib/maskbeam-job.jar \
    segment --runner=FlinkRunner '--flinkMaster=[auto]' --parallelism=4 --model=demo \
    '--input=/data/demo/scenes/*.jpg' --output=/data/out >"$home/submit.log" 2>&1 ||
    fail "submit: $(tail -n 20 "$home/submit.log")"
  expect submit '8 images: 8 segmented, 0 failed'
  pod exec jobmanager curl --fail --silent http://localhost:9249/metrics >"$home/metrics.log"
  expect metrics '^flink_jobmanager_numRegisteredTaskManagers'
  remove_containers
}

application() {
  local code
  jobmanager standalone-job --job-classname "$main" -Dexecution.attached=true \
    segment --runner=FlinkRunner --parallelism=4 --model=demo \
    '--input=/data/demo/scenes/*.jpg' --output=/data/application
  taskmanager 1
  taskmanager 2
  code="$(pod wait jobmanager)"
  pod logs jobmanager >"$home/application.log" 2>&1
  [[ $code == 0 ]] || fail "exit code $code of the JobManager: $(tail -n 20 "$home/application.log")"
  expect application '8 images: 8 segmented, 0 failed'
  remove_containers
  command_in none "${client[@]}" verify /data/application >"$home/verify.log" 2>&1 ||
    fail "verify: $(tail -n 20 "$home/verify.log")"
  expect verify 'consistent: tables, run.json and masks agree'
}

run() {
  need podman podman "builds and runs images"
  [[ -f $deploy/target/maskbeam-job.jar ]] || fail "no jars in $deploy/target; build first: ./mvnw -DskipTests package"
  mkdir -p "$home"
  echo '127.0.0.1 localhost jobmanager taskmanager-1 taskmanager-2 client' >"$home/hosts"
  runtime=""
  [[ -n ${BASE_IMAGE:-} ]] || make_base
  pod build --isolation chroot --quiet --from "${BASE_IMAGE:-$base}" --file "$deploy/docker/Dockerfile" \
    --ignorefile "$deploy/docker/Dockerfile.dockerignore" --tag "$image" "$deploy" >"$home/build.log" 2>&1 ||
    fail "the image cannot be built: $(tail -n 20 "$home/build.log")"
  pod image prune --force >/dev/null
  echo "ok: the image is built"
  # Also what a run that was killed has left.
  remove_all
  trap remove_all EXIT
  choose_runtime
  echo "ok: $runtime runs containers"
  session
  application
}

clean() {
  need podman podman "has the images"
  runtime=""
  remove_all
  pod rmi --all --force >/dev/null || true
  rm -rf "$home"
}

case "${1:-} ${2:-}" in
  'run ') run ;;
  'clean ') clean ;;
  *)
    usage >&2
    exit 2
    ;;
esac
