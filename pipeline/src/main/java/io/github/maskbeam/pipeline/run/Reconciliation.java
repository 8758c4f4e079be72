// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import io.github.maskbeam.schemas.ClassCoverageRow;
import io.github.maskbeam.transforms.OutputLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;

/** Holds a finished run's tables against each other and against the masks in storage. */
public final class Reconciliation {
  private static final int ID_DIGITS = 32;
  private static final int SUFFIX_LENGTH = ".png".length();
  private static final int MASK_DIRECTORIES = 256;

  private final OutputFacts facts;
  private final List<String> contradictions = new ArrayList<>();

  private Reconciliation(OutputFacts facts) {
    this.facts = facts;
  }

  /**
   * What contradicts what, a sentence each; empty when all is well.
   *
   * @param imagesListed how many images the run listed
   */
  public static List<String> contradictions(
      OutputLayout output, OutputFacts facts, long imagesListed) throws IOException {
    Reconciliation reconciliation = new Reconciliation(facts);
    reconciliation.checkImages(imagesListed);
    reconciliation.checkAreas();
    reconciliation.checkCoverage();
    reconciliation.checkMasks(output);
    return reconciliation.contradictions;
  }

  private void checkImages(long imagesListed) {
    if (imagesListed != facts.succeeded() + facts.failed()) {
      contradictions.add(
          String.format(
              "%,d images were listed, but table images has %,d that succeeded and %,d that failed",
              imagesListed, facts.succeeded(), facts.failed()));
    }
  }

  private void checkAreas() {
    if (!facts.areaPixels().agreesWith(facts.imagePixels())) {
      contradictions.add(
          String.format(
              "The areas in table class_areas (%,d px) do not sum to the sizes in table images"
                  + " (%,d px) for every image",
              facts.areaPixels().sum(), facts.imagePixels().sum()));
    }
  }

  private void checkCoverage() {
    Map<Integer, Long> covered = new TreeMap<>();
    for (ClassCoverageRow row : facts.coverage()) {
      if (row.getAreaPx() > 0) {
        covered.put(row.getClassId(), row.getAreaPx());
      }
    }
    if (!covered.equals(facts.areaPxByClass())) {
      contradictions.add(
          String.format(
              "Table class_coverage has areas %s by class, but table class_areas %s",
              covered, facts.areaPxByClass()));
    }
  }

  /** Lists one of the 256 directories at a time: millions of names would not fit a small heap. */
  private void checkMasks(OutputLayout output) throws IOException {
    Fingerprint masks = new Fingerprint();
    for (int i = 0; i < MASK_DIRECTORIES; i++) {
      String pattern = String.format("%s/%02x/*.png", output.masks(), i);
      MatchResult match = FileSystems.match(pattern, EmptyMatchTreatment.ALLOW);
      for (MatchResult.Metadata mask : match.metadata()) {
        String name = mask.resourceId().getFilename();
        int end = name.length() - SUFFIX_LENGTH;
        masks.add(name.substring(end - ID_DIGITS, end), 1);
      }
    }
    if (!masks.agreesWith(facts.succeededImages())) {
      contradictions.add(
          String.format(
              "%,d masks are in %s, but table images has %,d images that succeeded, or they are"
                  + " not the same images",
              masks.sum(), output.masks(), facts.succeeded()));
    }
  }
}
