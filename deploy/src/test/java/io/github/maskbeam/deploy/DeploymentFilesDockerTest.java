// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static io.github.maskbeam.deploy.DeploymentFiles.COMPOSE;
import static io.github.maskbeam.deploy.DeploymentFiles.at;
import static io.github.maskbeam.deploy.DeploymentFiles.dockerfile;
import static io.github.maskbeam.deploy.DeploymentFiles.listAt;
import static io.github.maskbeam.deploy.DeploymentFiles.mapAt;
import static io.github.maskbeam.deploy.DeploymentFiles.pom;
import static io.github.maskbeam.deploy.DeploymentFiles.yaml;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The container files agree with the build, with the settings and with each other; containers are
 * not run here. {@link FlinkSubmissionIT} runs the commands of the services without containers.
 */
class DeploymentFilesDockerTest {
  private static final Pattern BASE_IMAGE =
      Pattern.compile("flink:\\$\\{FLINK_VERSION}-scala_2.12-java(\\d+)");

  private static final Pattern HOST_AND_PORT = Pattern.compile("http://([a-z0-9-]+):(\\d+)/");
  private static final int REST_PORT = RestOptions.PORT.defaultValue();

  private static Map<?, ?> services;

  /** Those that run the image's entry point; others bring a program of their own. */
  private static final Map<String, Object> FLINK_SERVICES = new LinkedHashMap<>();

  @BeforeAll
  static void readServices() throws Exception {
    services = mapAt(yaml(COMPOSE), "services");
    services.forEach(
        (name, service) -> {
          if (!((Map<?, ?>) service).containsKey("entrypoint")) {
            FLINK_SERVICES.put(name.toString(), service);
          }
        });
  }

  @Test
  void theImageIsOfThePomsFlink() throws Exception {
    String version = pom("/project/properties/flink.version");
    assertThat(dockerfile("ARG"), is(List.of("FLINK_VERSION=" + version)));
    assertThat(at(services, "jobmanager", "build", "args", "FLINK_VERSION"), is(version));
  }

  @Test
  void theImagesJavaRunsWhatTheBuildCompiles() throws Exception {
    Matcher image = BASE_IMAGE.matcher(String.join("\n", dockerfile("FROM")));
    assertThat(image.matches(), is(true));
    int release = Integer.parseInt(pom("/project/properties/maven.compiler.release"));
    assertThat(Integer.parseInt(image.group(1)), is(greaterThanOrEqualTo(release)));
  }

  /** Kubernetes believes {@code runAsNonRoot} of numbers alone. */
  @Test
  void theImageEndsAsANumberedUserThatIsNotRoot() throws Exception {
    List<String> users = dockerfile("USER");
    assertThat(users.get(users.size() - 1), matchesPattern("[1-9]\\d*:[1-9]\\d*"));
  }

  /** In the locale C, Java opens no file whose name is not ASCII. */
  @Test
  void theImagesLocaleHasAllNames() throws Exception {
    assertThat(dockerfile("ENV"), hasItem("LC_ALL=C.UTF-8"));
  }

  @Test
  void allServicesOfFlinkRunTheImageThatIsBuilt() throws Exception {
    String image = "maskbeam-flink:" + pom("/project/version");
    assertThat(at(services, "jobmanager", "image"), is(image));
    FLINK_SERVICES.forEach((name, service) -> assertThat(name, at(service, "image"), is(image)));
  }

  @Test
  void allServicesOfFlinkFindTheJobManagerAndTheImages() {
    FLINK_SERVICES.forEach(
        (name, service) -> {
          Object jobManager = at(service, "environment", "JOB_MANAGER_RPC_ADDRESS");
          assertThat(name, services.containsKey(jobManager), is(true));
          assertThat(name, at(services, jobManager, "command"), is(List.of("jobmanager")));
          assertThat(name, at(service, "volumes"), is(at(services, jobManager, "volumes")));
        });
  }

  /** A process that grows to the size that Flink plans for it must not be killed for that. */
  @Test
  void containersHaveTheMemoryThatFlinkPlansFor() throws Exception {
    Map<String, String> settings = DeploymentFiles.settings(DeploymentFiles.FLINK_PROPERTIES);
    FLINK_SERVICES.forEach(
        (name, service) -> {
          String process = DeploymentFiles.command(service, "command").get(0);
          String planned = settings.get(process + ".memory.process.size");
          if (planned != null) {
            assertThat(
                name,
                MemorySize.parse(at(service, "mem_limit").toString()),
                is(greaterThanOrEqualTo(MemorySize.parse(planned))));
          }
        });
  }

  /** More slots than there are would let the job wait for ever; fewer would leave cores idle. */
  @Test
  void theJobTakesAllSlots() throws Exception {
    List<String> submit = DeploymentFiles.command(services, "submit", "command");
    int slots =
        Integer.parseInt(
            DeploymentFiles.settings(DeploymentFiles.FLINK_PROPERTIES)
                .get("taskmanager.numberOfTaskSlots"));
    assertThat("--parallelism=" + taskManagers() * slots, is(in(submit)));
  }

  @Test
  void healthChecksAndTheClientAskServicesThatAreThere() {
    List<String> asked = new ArrayList<>();
    FLINK_SERVICES.forEach(
        (name, service) -> {
          if (((Map<?, ?>) service).containsKey("healthcheck")) {
            asked.add(at(service, "healthcheck", "test").toString().replace("localhost", name));
          }
        });
    List<String> submit = DeploymentFiles.command(services, "submit", "command");
    asked.add("http://" + submit.get(submit.indexOf("--jobmanager") + 1) + "/");
    for (String text : asked) {
      Matcher url = HOST_AND_PORT.matcher(text);
      assertThat(text, url.find(), is(true));
      assertThat(text, at(services, url.group(1), "command"), is(List.of("jobmanager")));
      assertThat(text, Integer.parseInt(url.group(2)), is(REST_PORT));
    }
    String counted = "\"taskmanagers\":" + taskManagers() + "'";
    assertThat(
        at(services, "taskmanager-1", "healthcheck", "test", 1).toString().contains(counted),
        is(true));
  }

  @Test
  void portsAreOpenOnLoopbackOnly() {
    List<String> ports = new ArrayList<>();
    for (Object service : services.values()) {
      if (((Map<?, ?>) service).containsKey("ports")) {
        listAt(service, "ports").forEach(port -> ports.add(port.toString()));
      }
    }
    assertThat("127.0.0.1:" + REST_PORT + ":" + REST_PORT, is(in(ports)));
    ports.forEach(port -> assertThat(port, startsWith("127.0.0.1:")));
  }

  @Test
  void noPasswordIsInTheFile() {
    Map<?, ?> environment = mapAt(services, "store", "environment");
    assertThat(environment.containsKey("MINIO_ROOT_PASSWORD"), is(true));
    assertThat(environment.get("MINIO_ROOT_PASSWORD"), is(nullValue()));
    assertThat(environment.get("MINIO_ROOT_USER"), is(nullValue()));
  }

  @Test
  void servicesWaitForWhatServicesCanBecome() {
    List<String> waiting = new ArrayList<>();
    services.forEach(
        (name, service) -> {
          if (!((Map<?, ?>) service).containsKey("depends_on")) {
            return;
          }
          waiting.add(name.toString());
          mapAt(service, "depends_on")
              .forEach(
                  (other, how) -> {
                    Map<?, ?> awaited = mapAt(services, other);
                    boolean isDaemon = awaited.containsKey("healthcheck");
                    assertThat(
                        name + " waits for " + other,
                        at(how, "condition"),
                        is(isDaemon ? "service_healthy" : "service_completed_successfully"));
                  });
        });
    assertThat(waiting, is(not(empty())));
  }

  private static long taskManagers() {
    return FLINK_SERVICES.values().stream()
        .filter(service -> at(service, "command").equals(List.of("taskmanager")))
        .count();
  }
}
