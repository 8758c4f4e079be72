// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static io.github.maskbeam.deploy.DeploymentFiles.COMPOSE;
import static io.github.maskbeam.deploy.DeploymentFiles.DOCKERFILE;
import static io.github.maskbeam.deploy.DeploymentFiles.at;
import static io.github.maskbeam.deploy.DeploymentFiles.listAt;
import static io.github.maskbeam.deploy.DeploymentFiles.mapAt;
import static io.github.maskbeam.deploy.DeploymentFiles.pom;
import static io.github.maskbeam.deploy.DeploymentFiles.yaml;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The container files agree with the build and with each other; containers are not run here. */
class DeploymentFilesDockerTest {
  @Test
  void theImageIsOfThePomsFlink() throws Exception {
    String dockerfile = Files.readString(DOCKERFILE);
    String version = pom("/project/properties/flink.version");
    assertThat(dockerfile, containsString("\nARG FLINK_VERSION=" + version + "\n"));
    assertThat(
        at(yaml(COMPOSE), "services", "jobmanager", "build", "args", "FLINK_VERSION"), is(version));
    String old = pom("/project/profiles/profile[id='flink-1.17']/properties/flink.version");
    assertThat(dockerfile, containsString("--build-arg FLINK_VERSION=" + old + "."));
  }

  @Test
  void theImageEndsAsANumberedUserThatIsNotRoot() throws Exception {
    List<String> users =
        Files.readAllLines(DOCKERFILE).stream()
            .filter(line -> line.startsWith("USER"))
            .collect(Collectors.toList());
    assertThat(users, is(List.of("USER 9999:9999")));
  }

  @Test
  void allServicesOfFlinkRunTheImageThatIsBuilt() throws Exception {
    String image = "maskbeam-flink:" + pom("/project/version");
    assertThat(Files.readString(DOCKERFILE), containsString("--tag " + image + " deploy"));
    int checked = 0;
    for (Map.Entry<?, ?> service : mapAt(yaml(COMPOSE), "services").entrySet()) {
      if (!service.getKey().equals("store")) {
        assertThat(at(service.getValue(), "image"), is(image));
        assertThat(
            at(service.getValue(), "environment", "JOB_MANAGER_RPC_ADDRESS"), is("jobmanager"));
        assertThat(at(service.getValue(), "volumes"), is(List.of("data:/data")));
        checked++;
      }
    }
    assertThat(checked, is(5));
  }

  @Test
  void portsAreOpenOnLoopbackOnly() throws Exception {
    int checked = 0;
    for (Object service : mapAt(yaml(COMPOSE), "services").values()) {
      if (((Map<?, ?>) service).containsKey("ports")) {
        for (Object port : listAt(service, "ports")) {
          assertThat(port.toString(), startsWith("127.0.0.1:"));
          checked++;
        }
      }
    }
    assertThat(checked, greaterThan(0));
  }

  @Test
  void noPasswordIsInTheFile() throws Exception {
    Map<?, ?> environment = mapAt(yaml(COMPOSE), "services", "store", "environment");
    assertThat(environment.containsKey("MINIO_ROOT_PASSWORD"), is(true));
    assertThat(environment.get("MINIO_ROOT_PASSWORD"), is(nullValue()));
    assertThat(environment.get("MINIO_ROOT_USER"), is(nullValue()));
  }

  @Test
  void servicesWaitForServicesThatAreThere() throws Exception {
    Map<?, ?> services = mapAt(yaml(COMPOSE), "services");
    int checked = 0;
    for (Object service : services.values()) {
      if (((Map<?, ?>) service).containsKey("depends_on")) {
        for (Map.Entry<?, ?> other : mapAt(service, "depends_on").entrySet()) {
          boolean waitsForHealth = at(other.getValue(), "condition").equals("service_healthy");
          Map<?, ?> awaited = mapAt(services, other.getKey());
          assertThat("" + other, awaited.containsKey("healthcheck"), is(waitsForHealth));
          checked++;
        }
      }
    }
    assertThat(checked, is(5));
  }

  @Test
  void composeAndKubernetesSubmitTheSame() throws Exception {
    List<?> compose = listAt(yaml(COMPOSE), "services", "submit", "command");
    Object pod = at(yaml(DeploymentFiles.DEMO_JOB), "spec", "template", "spec");
    assertThat(
        String.join(" ", strings(listAt(pod, "containers", 0, "args"))),
        is(String.join(" ", strings(compose)).replace("jobmanager:8081", "maskbeam-rest:8081")));
    assertThat(
        at(pod, "initContainers", 0, "args"),
        is(at(yaml(COMPOSE), "services", "scenes", "command")));
  }

  private static List<String> strings(List<?> list) {
    return list.stream().map(Object::toString).collect(Collectors.toList());
  }
}
