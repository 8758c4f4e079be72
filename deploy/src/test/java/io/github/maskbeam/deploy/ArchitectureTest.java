// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Which way the arrows point. Maven keeps modules from seeing upwards; these rules hold within
 * them.
 */
class ArchitectureTest {
  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.maskbeam", "org.tensorflow.lite");
  }

  @Test
  void schemasAreDataContractsOnly() {
    noClasses()
        .that()
        .resideInAPackage("io.github.maskbeam.schemas..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.beam..", "org.bytedeco..", "org.tensorflow..", "org.apache.parquet..")
        .because("anyone may read Maskbeam's outputs by this module alone")
        .check(classes);
  }

  @Test
  void theCoreIsPlainJava() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.github.maskbeam.image..",
            "io.github.maskbeam.http..",
            "io.github.maskbeam.model..",
            "io.github.maskbeam.mask..",
            "io.github.maskbeam.area..",
            "io.github.maskbeam.segment..",
            "io.github.maskbeam.tflite..",
            "org.tensorflow.lite..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.beam..", "io.github.maskbeam.storage..", "io.github.maskbeam.transforms..")
        .because("pixel and tensor code must be usable and testable without a pipeline")
        .check(classes);
  }

  @Test
  void onlyTheInterpreterKnowsBytedecosTflite() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.github.maskbeam.tflite..", "org.tensorflow.lite..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco.tensorflowlite..")
        .because("segmenting is written to TFLite's own Java API, so the runtime can be replaced")
        .check(classes);
  }

  @Test
  void transformsKnowNoCommandLineAndNoRunner() {
    noClasses()
        .that()
        .resideInAPackage("io.github.maskbeam.transforms..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "picocli..", "org.apache.beam.runners..", "io.github.maskbeam.pipeline..")
        .because("transforms are a library")
        .check(classes);
  }

  @Test
  void noSourceKnowsARunner() {
    noClasses()
        .that()
        .resideInAPackage("io.github.maskbeam..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.beam.runners..", "org.apache.flink..")
        .because("the runner is chosen when the program is started, not when it is written")
        .check(classes);
  }
}
