// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static io.github.maskbeam.deploy.DeploymentFiles.COMPOSE;
import static io.github.maskbeam.deploy.DeploymentFiles.DEMO_JOB;
import static io.github.maskbeam.deploy.DeploymentFiles.SESSION_CLUSTER;
import static io.github.maskbeam.deploy.DeploymentFiles.STORAGE;
import static io.github.maskbeam.deploy.DeploymentFiles.at;
import static io.github.maskbeam.deploy.DeploymentFiles.command;
import static io.github.maskbeam.deploy.DeploymentFiles.dockerfile;
import static io.github.maskbeam.deploy.DeploymentFiles.listAt;
import static io.github.maskbeam.deploy.DeploymentFiles.mapAt;
import static io.github.maskbeam.deploy.DeploymentFiles.pom;
import static io.github.maskbeam.deploy.DeploymentFiles.yaml;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.RestOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The resources of Kubernetes agree with each other, with the image and with compose. */
class DeploymentFilesTogetherTest {
  private static Object cluster;

  /** What the operator makes pods of Flink from. */
  private static Object flinkPod;

  private static Object clientPod;

  @BeforeAll
  static void readFiles() throws Exception {
    cluster = yaml(SESSION_CLUSTER);
    flinkPod = at(cluster, "spec", "podTemplate", "spec");
    clientPod = at(yaml(DEMO_JOB), "spec", "template", "spec");
  }

  @Test
  void podsRunAsTheUserOfTheImage() throws Exception {
    List<String> users = dockerfile("USER");
    String[] user = users.get(users.size() - 1).split(":", -1);
    for (Object pod : List.of(flinkPod, clientPod)) {
      assertThat(at(pod, "securityContext", "runAsNonRoot"), is(true));
      assertThat(at(pod, "securityContext", "runAsUser"), is(Integer.valueOf(user[0])));
      assertThat(at(pod, "securityContext", "runAsGroup"), is(Integer.valueOf(user[1])));
      assertThat(at(pod, "securityContext", "fsGroup"), is(Integer.valueOf(user[1])));
    }
  }

  @Test
  void podsRunTheImageOfThisVersion() throws Exception {
    String image = "maskbeam-flink:" + pom("/project/version");
    assertThat(at(cluster, "spec", "image"), is(image));
    for (Object container : containersOf(clientPod)) {
      assertThat(at(container, "image"), is(image));
    }
  }

  /** The client and all of Flink see the same files under the same path. */
  @Test
  void podsMountTheClaimWhereImagesAndMasksAre() throws Exception {
    Object claim = at(yaml(STORAGE), "metadata", "name");
    for (Object pod : List.of(flinkPod, clientPod)) {
      Set<Object> claimed = new HashSet<>();
      Set<Object> volumes = new HashSet<>();
      for (Object volume : listAt(pod, "volumes")) {
        volumes.add(at(volume, "name"));
        if (((Map<?, ?>) volume).containsKey("persistentVolumeClaim")) {
          assertThat(at(volume, "persistentVolumeClaim", "claimName"), is(claim));
          claimed.add(at(volume, "name"));
        }
      }
      for (Object container : containersOf(pod)) {
        Set<Object> shared = new HashSet<>();
        for (Object mount : listAt(container, "volumeMounts")) {
          assertThat(at(mount, "name"), is(in(volumes)));
          if (claimed.contains(at(mount, "name"))) {
            shared.add(at(mount, "mountPath"));
          }
        }
        assertThat(shared, is(Set.of("/data")));
      }
    }
    List<String> files =
        command(clientPod, "containers", 0, "args").stream()
            .filter(word -> word.matches("--(input|output)=.*"))
            .collect(Collectors.toList());
    assertThat(files, is(not(empty())));
    files.forEach(file -> assertThat(file, file.contains("=/data/"), is(true)));
  }

  /** The operator calls the service of a cluster {@code NAME-rest}. */
  @Test
  void composeAndKubernetesSubmitTheSame() throws Exception {
    Object services = at(yaml(COMPOSE), "services");
    String port = ":" + RestOptions.PORT.defaultValue();
    List<String> compose = command(services, "submit", "command");
    compose.replaceAll(
        word ->
            word.equals("jobmanager" + port)
                ? at(cluster, "metadata", "name") + "-rest" + port
                : word);
    assertThat(command(clientPod, "containers", 0, "args"), is(compose));
    assertThat(
        command(clientPod, "initContainers", 0, "args"),
        is(command(services, "scenes", "command")));
  }

  @Test
  void theOperatorIsToldAllThatTheImageIs() throws Exception {
    Map<String, String> image = DeploymentFiles.settings(DeploymentFiles.FLINK_PROPERTIES);
    assertThat(
        at(cluster, "spec", "jobManager", "resource", "memory"),
        is(image.remove("jobmanager.memory.process.size")));
    assertThat(
        at(cluster, "spec", "taskManager", "resource", "memory"),
        is(image.remove("taskmanager.memory.process.size")));
    assertThat("the client's alone", image.remove("env.java.opts.client"), is(notNullValue()));
    assertThat(mapAt(cluster, "spec", "flinkConfiguration"), is(image));
  }

  private static List<Object> containersOf(Object pod) {
    List<Object> containers = new ArrayList<>(listAt(pod, "containers"));
    if (((Map<?, ?>) pod).containsKey("initContainers")) {
      containers.addAll(listAt(pod, "initContainers"));
    }
    return containers;
  }
}
