// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static io.github.maskbeam.deploy.DeploymentFiles.APPLICATION;
import static io.github.maskbeam.deploy.DeploymentFiles.BUILD_CHECK;
import static io.github.maskbeam.deploy.DeploymentFiles.COMPOSE;
import static io.github.maskbeam.deploy.DeploymentFiles.at;
import static io.github.maskbeam.deploy.DeploymentFiles.command;
import static io.github.maskbeam.deploy.DeploymentFiles.mapAt;
import static io.github.maskbeam.deploy.DeploymentFiles.yaml;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The compose file of application mode agrees with that of the session cluster, and {@code
 * build-check.sh} runs the commands of both.
 */
class DeploymentFilesApplicationTest {
  private static Map<?, ?> session;
  private static Map<?, ?> application;

  @BeforeAll
  static void readFiles() throws Exception {
    session = mapAt(yaml(COMPOSE), "services");
    application = mapAt(yaml(APPLICATION), "services");
  }

  @Test
  void containersAreThoseOfTheSessionCluster() {
    for (Object name : application.keySet()) {
      Object other = session.containsKey(name) ? name : "submit";
      for (String key :
          List.of("image", "pull_policy", "environment", "volumes", "cap_drop", "security_opt")) {
        Object expected = key.equals("pull_policy") ? "never" : at(session, other, key);
        assertThat(name + " " + key, at(application, name, key), is(expected));
      }
    }
    for (String name : List.of("jobmanager", "taskmanager-1", "taskmanager-2")) {
      assertThat(name, at(application, name, "mem_limit"), is(at(session, name, "mem_limit")));
    }
    assertThat(
        command(application, "scenes", "command"), is(command(session, "scenes", "command")));
  }

  /** But for the output, and for what names the cluster. */
  @Test
  void theJobIsTheSame() {
    List<String> submit = command(session, "submit", "command");
    List<String> job = new ArrayList<>(submit.subList(submit.indexOf("segment"), submit.size()));
    job.remove("--flinkMaster=[auto]");
    job.replaceAll(word -> word.replace("--output=/data/out", "--output=/data/application"));
    List<String> jobManager = command(application, "jobmanager", "command");
    int begin = jobManager.indexOf("segment");
    assertThat(jobManager.subList(begin, jobManager.size()), is(job));
    assertThat(
        jobManager.subList(0, begin),
        is(
            List.of(
                "standalone-job",
                "--job-classname",
                submit.get(submit.indexOf("--class") + 1),
                "-Dexecution.attached=true")));
    List<String> verify = command(application, "verify", "command");
    assertThat(verify.get(verify.size() - 2), is("verify"));
    assertThat(jobManager, hasItem("--output=" + verify.get(verify.size() - 1)));
  }

  /** The script cannot read compose's files, so it repeats them. */
  @Test
  void theBuildCheckRunsTheCommandsOfCompose() throws Exception {
    String script = unquoted(Files.readString(BUILD_CHECK));
    for (List<String> words :
        List.of(
            command(session, "submit", "command"),
            command(session, "scenes", "command"),
            command(application, "jobmanager", "command"),
            command(application, "verify", "command"))) {
      String text = String.join(" ", words);
      // Shell variables of the script.
      text =
          text.replace("java -Dorg.", "client=(java -Dorg.")
              .replace(" io.github.maskbeam.pipeline.cli.Main demo", " $main) demo")
              .replace(" io.github.maskbeam.pipeline.cli.Main verify", " $main) verify")
              .replace("io.github.maskbeam.pipeline.cli.Main", "$main");
      for (String part : text.split("\\) ", -1)) {
        assertThat(script, containsString(part));
      }
    }
    for (String name : List.of("jobmanager", "taskmanager-1")) {
      List<String> test = new ArrayList<>(command(session, name, "healthcheck", "test"));
      assertThat(test.remove(0), startsWith("CMD"));
      assertThat(script, containsString(unquoted(String.join(" ", test))));
      assertThat(script, containsString("--memory " + at(session, name, "mem_limit")));
    }
  }

  /** In one line, without quotes. */
  private static String unquoted(String text) {
    return text.replace("\\\n", " ").replaceAll("[\\\\'\"]", "").replaceAll("\\s+", " ");
  }
}
