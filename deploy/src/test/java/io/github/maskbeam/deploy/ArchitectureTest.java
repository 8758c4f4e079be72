// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameContaining;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import io.github.maskbeam.pipeline.EvaluatePipeline;
import io.github.maskbeam.pipeline.SegmentPipeline;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.junit.jupiter.api.Test;

/** What each package is for: where Beam, a runner and other libraries may be used. */
class ArchitectureTest {
  @Test
  void pixelAndTensorCodeIsPlainJava() {
    only("org.apache.beam..")
        .in(
            "io.github.maskbeam.transforms..",
            "io.github.maskbeam.storage..",
            "io.github.maskbeam.output..",
            "io.github.maskbeam.parquet..",
            "io.github.maskbeam.sources..",
            "io.github.maskbeam.pipeline..")
        .because("pixel and tensor code must be usable and testable without a pipeline")
        .check(MainClasses.ALL);
  }

  @Test
  void outputsAreReadWithoutBeam() {
    noClasses()
        .that()
        .resideInAPackage("io.github.maskbeam.schemas..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.beam..", "org.apache.parquet..", "org.bytedeco..", "org.tensorflow..")
        .because("anyone may read Maskbeam's outputs with this module alone")
        .check(MainClasses.ALL);
  }

  @Test
  void beamsStepsAreTransforms() {
    classes()
        .that(
            assignableTo(PTransform.class)
                .or(assignableTo(DoFn.class))
                .or(assignableTo(Combine.CombineFn.class)))
        .should()
        .resideInAPackage("io.github.maskbeam.transforms..")
        .because("a reader looks for a step of the pipeline in one place")
        .check(MainClasses.ALL);
  }

  @Test
  void theRootOfThePipelineHoldsThePipelines() {
    classes()
        .that()
        .resideInAPackage("io.github.maskbeam.pipeline")
        .should(be(belongToAnyOf(SegmentPipeline.class, EvaluatePipeline.class)))
        .because("it is the table of contents; all else has a package that says what it is")
        .check(MainClasses.ALL);
  }

  @Test
  void noSourceDependsOnARunner() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.beam.runners..", "org.apache.flink..")
        .because("the runner is chosen when the program is started, not when it is written")
        .check(MainClasses.ALL);
  }

  @Test
  void flinkHasOnePackage() {
    classes()
        .that(simpleNameContaining("Flink"))
        .should()
        .resideInAPackage("io.github.maskbeam.pipeline.runner.flink..")
        .because("what is particular to one runner must not spread")
        .check(MainClasses.ALL);
  }

  @Test
  void theInterpreterAloneUsesBytedecosTflite() {
    only("org.bytedeco.tensorflowlite..")
        .in("io.github.maskbeam.tflite..", "org.tensorflow.lite..")
        .because("segmenting is written to TFLite's own Java API, so the runtime can be replaced")
        .check(MainClasses.ALL);
  }

  @Test
  void thePixelsAloneUseOpenCv() {
    only("org.bytedeco.opencv..")
        .in(
            "io.github.maskbeam.natives..",
            "io.github.maskbeam.image..",
            "io.github.maskbeam.mask..",
            "io.github.maskbeam.overlay..",
            "io.github.maskbeam.segment..",
            "io.github.maskbeam.pipeline.doctor..")
        .because("native memory has few owners, and each of them frees it")
        .check(MainClasses.ALL);
  }

  @Test
  void awtDrawsWhatPeopleLookAt() {
    only("java.awt..")
        .in(
            "io.github.maskbeam.overlay..",
            // Rows of large JPEGs, by the JDK's reader; that needs no fonts and no display.
            "io.github.maskbeam.image.decode..",
            "io.github.maskbeam.pipeline.demo..",
            "io.github.maskbeam.pipeline.doctor..")
        .because("AWT is slow to start and needs system libraries that a worker may not have")
        .check(MainClasses.ALL);
  }

  @Test
  void theCommandLineAloneUsesPicocli() {
    only("picocli..")
        .in("io.github.maskbeam.pipeline.cli..")
        .because("a program can call a command without its command line")
        .check(MainClasses.ALL);
  }

  @Test
  void queriesAloneUseDuckDb() {
    only("org.duckdb..")
        .in("io.github.maskbeam.pipeline.query..")
        .because("the jar for clusters is built without it")
        .check(MainClasses.ALL);
  }

  @Test
  void polygonsAloneUseJts() {
    only("org.locationtech.jts..")
        .in("io.github.maskbeam.polygon..")
        .because("all else knows outlines as numbers, and needs no library of geometry")
        .check(MainClasses.ALL);
  }

  @Test
  void theTableFormatHasOnePackage() {
    only("org.apache.parquet..")
        .in("io.github.maskbeam.parquet..")
        .because("all tables are written and read in the same way")
        .check(MainClasses.ALL);
  }

  private static Only only(String... used) {
    return users ->
        noClasses()
            .that()
            .resideOutsideOfPackages(users)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(used);
  }

  private interface Only {
    ArchRule in(String... packages);
  }
}
