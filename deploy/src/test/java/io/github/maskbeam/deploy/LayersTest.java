// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import org.junit.jupiter.api.Test;

/**
 * Which package may depend on which. Maven keeps a module from depending on those above it; these
 * rules also hold between the packages of a module. A class in a package that no layer names fails
 * the test, so a new package gets its layer here.
 */
class LayersTest {
  @Test
  void theLibraryDependsDownwards() {
    layers()
        .layer("pipeline")
        .definedBy("io.github.maskbeam.pipeline..")
        .layer("transforms")
        .definedBy("io.github.maskbeam.transforms..")
        .layer("work on an image")
        .definedBy("io.github.maskbeam.segment..", "io.github.maskbeam.evaluate..")
        .layer("model")
        .definedBy("io.github.maskbeam.model..")
        .layer("tflite")
        .definedBy("io.github.maskbeam.tflite..", "org.tensorflow.lite..")
        .layer("storage")
        .definedBy(
            "io.github.maskbeam.storage..",
            "io.github.maskbeam.output..",
            "io.github.maskbeam.parquet..",
            "io.github.maskbeam.sources..")
        .layer("pixels")
        .definedBy(
            "io.github.maskbeam.image..",
            "io.github.maskbeam.mask..",
            "io.github.maskbeam.area..",
            "io.github.maskbeam.geo..",
            "io.github.maskbeam.overlay..",
            "io.github.maskbeam.polygon..")
        .layer("natives")
        .definedBy("io.github.maskbeam.natives..")
        .layer("schemas")
        .definedBy("io.github.maskbeam.schemas..")
        .layer("errors")
        .definedBy("io.github.maskbeam.errors..")
        .whereLayer("pipeline")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("transforms")
        .mayOnlyBeAccessedByLayers("pipeline")
        .whereLayer("work on an image")
        .mayOnlyBeAccessedByLayers("pipeline", "transforms")
        .whereLayer("model")
        .mayOnlyBeAccessedByLayers("pipeline", "transforms", "work on an image")
        .whereLayer("tflite")
        .mayOnlyBeAccessedByLayers("pipeline", "work on an image", "model")
        .whereLayer("storage")
        .mayOnlyBeAccessedByLayers("pipeline", "transforms", "work on an image", "model")
        .whereLayer("pixels")
        .mayOnlyBeAccessedByLayers("pipeline", "transforms", "work on an image", "storage")
        .whereLayer("natives")
        .mayNotAccessAnyLayer()
        .whereLayer("schemas")
        .mayNotAccessAnyLayer()
        .whereLayer("errors")
        .mayNotAccessAnyLayer()
        .because(
            "outputs can be read with schemas alone, pixels and tensors need neither storage nor a"
                + " pipeline, and the transforms are a library without a command line")
        .check(MainClasses.ALL);
  }

  @Test
  void thePipelineDependsDownwards() {
    layers()
        .layer("cli")
        .definedBy("io.github.maskbeam.pipeline.cli..")
        .layer("commands")
        .definedBy(
            "io.github.maskbeam.pipeline.run..",
            "io.github.maskbeam.pipeline.verify..",
            "io.github.maskbeam.pipeline.evaluation..",
            "io.github.maskbeam.pipeline.query..",
            "io.github.maskbeam.pipeline.report..",
            "io.github.maskbeam.pipeline.export..",
            "io.github.maskbeam.pipeline.doctor..",
            "io.github.maskbeam.pipeline.benchmark..",
            "io.github.maskbeam.pipeline.demo..")
        .layer("pipelines")
        .definedBy("io.github.maskbeam.pipeline")
        .layer("options")
        .definedBy("io.github.maskbeam.pipeline.options..")
        .layer("runner")
        .definedBy("io.github.maskbeam.pipeline.runner..")
        .layer("errors and progress")
        .definedBy("io.github.maskbeam.pipeline.errors..", "io.github.maskbeam.pipeline.progress..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("commands")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("pipelines")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("options")
        .mayOnlyBeAccessedByLayers("cli", "commands")
        .whereLayer("runner")
        .mayOnlyBeAccessedByLayers("cli", "pipelines", "options")
        .whereLayer("errors and progress")
        .mayNotAccessAnyLayer()
        .because("a command works without its command line, and its options without the command")
        .check(MainClasses.PIPELINE);
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("io.github.maskbeam.(**)")
        .should()
        .beFreeOfCycles()
        .because("packages that need each other cannot be understood one at a time")
        .check(MainClasses.ALL);
  }

  private static LayeredArchitecture layers() {
    return layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .ensureAllClassesAreContainedInArchitecture();
  }
}
