// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The compiled main classes, imported once for all tests of the architecture. */
final class MainClasses {
  /** Those of all modules, and TFLite's Java API, which our interpreter completes. */
  static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.maskbeam", "org.tensorflow.lite");

  /** Those of the module {@code pipeline}. */
  static final JavaClasses PIPELINE = ALL.that(resideInAPackage("io.github.maskbeam.pipeline.."));

  private MainClasses() {}
}
