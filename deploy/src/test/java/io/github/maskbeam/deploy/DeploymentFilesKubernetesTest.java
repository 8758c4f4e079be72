// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static io.github.maskbeam.deploy.DeploymentFiles.DEMO_JOB;
import static io.github.maskbeam.deploy.DeploymentFiles.SESSION_CLUSTER;
import static io.github.maskbeam.deploy.DeploymentFiles.STORAGE;
import static io.github.maskbeam.deploy.DeploymentFiles.at;
import static io.github.maskbeam.deploy.DeploymentFiles.mapAt;
import static io.github.maskbeam.deploy.DeploymentFiles.yaml;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The resources against the schemas that Flink's operator publishes, among them Kubernetes' own for
 * pods and volume claims. Whether a cluster does what they ask for is not known here.
 */
class DeploymentFilesKubernetesTest {
  /** Of JobSpec in batch/v1. No schema of jobs is at hand, only of the pods in them. */
  private static final Set<Object> FIELDS_OF_A_JOB =
      Set.of(
          "activeDeadlineSeconds",
          "backoffLimit",
          "completionMode",
          "completions",
          "manualSelector",
          "parallelism",
          "selector",
          "suspend",
          "template",
          "ttlSecondsAfterFinished");

  private static Object spec;

  @BeforeAll
  static void readTheOperatorsSchema() throws IOException {
    String name = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";
    try (InputStream in = DeploymentFilesKubernetesTest.class.getResourceAsStream(name)) {
      byte[] definition = Objects.requireNonNull(in, name).readAllBytes();
      Object version =
          at(yaml(new String(definition, StandardCharsets.UTF_8)), "spec", "versions", 0);
      assertThat(at(version, "name"), is("v1beta1"));
      spec = at(version, "schema", "openAPIV3Schema", "properties", "spec");
    }
  }

  @Test
  void theOperatorTakesTheSessionCluster() throws Exception {
    Object cluster = yaml(SESSION_CLUSTER);
    assertThat(at(cluster, "apiVersion"), is("flink.apache.org/v1beta1"));
    assertThat(at(cluster, "kind"), is("FlinkDeployment"));
    assertThat(DeploymentFilesSchema.problems(spec, at(cluster, "spec")), is(empty()));
    assertThat("a session has no job", mapAt(cluster, "spec").containsKey("job"), is(false));
    String[] version = DeploymentFiles.pom("/project/properties/flink.version").split("\\.", -1);
    assertThat(at(cluster, "spec", "flinkVersion"), is("v" + version[0] + "_" + version[1]));
  }

  @Test
  void theSchemaFindsMistakes() {
    Object wrong =
        yaml("{image: 3, flinkVersion: v9, jobManager: {resource: {cpus: 1}}, podTemplate: []}");
    assertThat(
        DeploymentFilesSchema.problems(spec, wrong),
        contains(
            is("/image: 3 is no string"),
            startsWith("/flinkVersion: v9 is none of"),
            is("/jobManager/resource/cpus: unknown field"),
            is("/podTemplate: [] is no object")));
  }

  @Test
  void theDemoJobsPodsAreWellFormed() throws Exception {
    Object job = yaml(DEMO_JOB);
    assertThat(at(job, "apiVersion"), is("batch/v1"));
    assertThat(at(job, "kind"), is("Job"));
    mapAt(job, "spec").keySet().forEach(field -> assertThat(field, is(in(FIELDS_OF_A_JOB))));
    assertThat(
        DeploymentFilesSchema.problems(
            at(spec, "properties", "podTemplate"), at(job, "spec", "template")),
        is(empty()));
    assertThat(
        "a Job's pods cannot be of those that always start again",
        at(job, "spec", "template", "spec", "restartPolicy"),
        is(oneOf("Never", "OnFailure")));
  }

  @Test
  void theVolumeClaimIsWellFormed() throws Exception {
    Object claim = yaml(STORAGE);
    assertThat(at(claim, "apiVersion"), is("v1"));
    assertThat(at(claim, "kind"), is("PersistentVolumeClaim"));
    Object schema =
        at(
            spec,
            (Object[])
                ("properties podTemplate properties spec properties volumes items properties"
                        + " ephemeral properties volumeClaimTemplate properties spec")
                    .split(" "));
    assertThat(DeploymentFilesSchema.problems(schema, at(claim, "spec")), is(empty()));
  }
}
