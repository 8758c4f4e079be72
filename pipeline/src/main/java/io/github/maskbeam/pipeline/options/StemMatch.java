// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.evaluate.GroundTruthFiles;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.parquet.TableReader;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.schemas.ImageRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The images of a run that have a ground truth with the same file stem. */
@AutoValue
public abstract class StemMatch {
  /** The number of examples of unmatched files. */
  private static final int NAMED = 3;

  /** The maximum number of repeated stems to report. */
  private static final int MAX_REPORTED_COLLISIONS = 5;

  /**
   * Matches the images of a run with the ground truths of a directory.
   *
   * @param groundTruthUris at least one
   * @throws UsageException if nothing matches, or two files of the same kind have the same stem
   */
  static StemMatch of(TableSet tables, List<String> groundTruthUris, String option)
      throws UsageException, IOException {
    Matching matching = new Matching(groundTruthUris);
    TableReader.<ImageRow>read(
        tables.files(Table.IMAGES),
        ImageRow.getClassSchema(),
        row -> matching.add(row.getImageUri()));
    return matching.result(option);
  }

  /** Images with a ground truth. */
  public abstract long matched();

  /** Images without a ground truth. */
  public abstract Unmatched images();

  /** Ground truths without an image. */
  public abstract Unmatched groundTruths();

  /** Unmatched files: their number and examples. */
  @AutoValue
  public abstract static class Unmatched {
    /** Their number. */
    public abstract long count();

    /** Some of their stems. */
    public abstract List<String> examples();
  }

  private static final class Matching {
    private final Map<String, String> truthOfStem = new HashMap<>();
    private final Map<String, String> imageOfStem = new HashMap<>();
    private final Map<String, Problem> collidingTruths = new HashMap<>();
    private final Set<Problem> collisions = new TreeSet<>(Comparator.comparing(Problem::message));
    private final TreeSet<String> firstImages = new TreeSet<>();
    private long images;

    private Matching(List<String> groundTruthUris) {
      for (String uri : groundTruthUris) {
        String stem = GroundTruthFiles.stem(uri);
        String other = truthOfStem.putIfAbsent(stem, uri);
        if (other != null) {
          collidingTruths.put(
              stem,
              collision(ProblemCode.GROUND_TRUTH_STEM_REPEATED, "ground truths", stem, other, uri));
        }
      }
    }

    /** Repeated stems are a problem only if a file of the other kind has the same stem. */
    private void add(String imageUri) {
      images++;
      String stem = GroundTruthFiles.stem(imageUri);
      if (!truthOfStem.containsKey(stem)) {
        firstImages.add(stem);
        if (firstImages.size() > NAMED) {
          firstImages.pollLast();
        }
        return;
      }
      String other = imageOfStem.putIfAbsent(stem, imageUri);
      if (other != null) {
        collisions.add(collision(ProblemCode.IMAGE_STEM_REPEATED, "images", stem, other, imageUri));
      }
      if (collidingTruths.containsKey(stem)) {
        collisions.add(collidingTruths.get(stem));
      }
    }

    private static Problem collision(
        ProblemCode code, String what, String stem, String one, String other) {
      boolean isSorted = one.compareTo(other) < 0;
      return Problem.of(
          code,
          String.format(
              "Two %s have the same stem '%s', so they cannot be matched: %s and %s. Use a directory"
                  + " with only one of them",
              what, stem, isSorted ? one : other, isSorted ? other : one));
    }

    private StemMatch result(String option) throws UsageException {
      if (images == 0) {
        throw new UsageException(
            ProblemCode.RUN_EMPTY, "The table images has no rows, so there is nothing to evaluate");
      }
      if (imageOfStem.isEmpty()) {
        throw new UsageException(
            ProblemCode.GROUND_TRUTH_NO_MATCH,
            String.format(
                "%s has no ground truth for any image. They are matched by file stem, but an image"
                    + " is called '%s' and a ground truth '%s'.",
                option, firstImages.first(), new TreeSet<>(truthOfStem.keySet()).first()));
      }
      if (!collisions.isEmpty()) {
        List<Problem> reported = new ArrayList<>(collisions);
        int more = reported.size() - MAX_REPORTED_COLLISIONS;
        if (more > 0) {
          reported = new ArrayList<>(reported.subList(0, MAX_REPORTED_COLLISIONS));
          reported.add(
              Problem.of(ProblemCode.FURTHER_STEMS_REPEATED, more + " more stems are repeated"));
        }
        throw new UsageException(reported);
      }
      Set<String> truths = new HashSet<>(truthOfStem.keySet());
      truths.removeAll(imageOfStem.keySet());
      List<String> firstTruths = new ArrayList<>(new TreeSet<>(truths));
      return new AutoValue_StemMatch(
          imageOfStem.size(),
          new AutoValue_StemMatch_Unmatched(
              images - imageOfStem.size(), new ArrayList<>(firstImages)),
          new AutoValue_StemMatch_Unmatched(
              truths.size(), firstTruths.subList(0, Math.min(NAMED, firstTruths.size()))));
    }
  }
}
