// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.evaluate.GroundTruthKeys;
import io.github.maskbeam.evaluate.MatchBy;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The images of a run that have a ground truth, by file stem or path. */
@AutoValue
public abstract class GroundTruthMatch {
  /** The number of examples of unmatched files. */
  private static final int NAMED = 3;

  /** The maximum number of repeated stems to report. */
  private static final int MAX_REPORTED_COLLISIONS = 5;

  /**
   * Matches the images of a run with the ground truths of a directory.
   *
   * @param groundTruthUris at least one
   * @param option the directory as the user wrote it
   * @throws UsageException if nothing matches, or two files of the same kind have the same key
   */
  static GroundTruthMatch of(
      TableSet tables, List<String> groundTruthUris, GroundTruthKeys keys, String option)
      throws UsageException, IOException {
    Matching matching = new Matching(groundTruthUris, keys);
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

    /** Some of their stems or paths. */
    public abstract List<String> examples();
  }

  private static final class Matching {
    private final GroundTruthKeys keys;
    private final Map<String, String> truthOfKey = new HashMap<>();
    private final Map<String, String> imageOfKey = new HashMap<>();
    private final Map<String, Problem> collidingTruths = new HashMap<>();
    private final Set<Problem> collisions = new TreeSet<>(Comparator.comparing(Problem::message));
    private final TreeSet<String> firstImages = new TreeSet<>();
    private long images;

    private Matching(List<String> groundTruthUris, GroundTruthKeys keys) {
      this.keys = keys;
      for (String uri : groundTruthUris) {
        String key = keys.ofGroundTruth(uri);
        String other = truthOfKey.putIfAbsent(key, uri);
        if (other != null) {
          collidingTruths.put(
              key,
              collision(ProblemCode.GROUND_TRUTH_STEM_REPEATED, "ground truths", key, other, uri));
        }
      }
    }

    /** Repeated keys are a problem only if a file of the other kind has the same key. */
    private void add(String imageUri) {
      images++;
      Optional<String> matched = keys.ofImage(imageUri, truthOfKey::containsKey);
      if (!matched.isPresent()) {
        firstImages.add(keys.name(imageUri));
        if (firstImages.size() > NAMED) {
          firstImages.pollLast();
        }
        return;
      }
      String key = matched.get();
      String other = imageOfKey.putIfAbsent(key, imageUri);
      if (other != null) {
        collisions.add(collision(ProblemCode.IMAGE_STEM_REPEATED, "images", key, other, imageUri));
      }
      if (collidingTruths.containsKey(key)) {
        collisions.add(collidingTruths.get(key));
      }
    }

    private Problem collision(ProblemCode code, String what, String key, String one, String other) {
      boolean isSorted = one.compareTo(other) < 0;
      return Problem.of(
          code,
          String.format(
              "Two %s have the same %s '%s', so they cannot be matched: %s and %s. %s",
              what,
              keyName(),
              key,
              isSorted ? one : other,
              isSorted ? other : one,
              isByStem()
                  ? "Use --matchBy=path if subdirectories tell them apart, or a directory with only"
                      + " one of them"
                  : "Use a directory with only one of them"));
    }

    private boolean isByStem() {
      return keys.matchBy() == MatchBy.STEM;
    }

    private String keyName() {
      return isByStem() ? "stem" : "path";
    }

    private GroundTruthMatch result(String option) throws UsageException {
      if (images == 0) {
        throw new UsageException(
            ProblemCode.RUN_EMPTY, "The table images has no rows, so there is nothing to evaluate");
      }
      if (imageOfKey.isEmpty()) {
        throw new UsageException(
            ProblemCode.GROUND_TRUTH_NO_MATCH,
            String.format(
                "%s has no ground truth for any image. They are matched by %s, but an image"
                    + " is called '%s' and a ground truth '%s'.",
                option,
                isByStem() ? "file stem" : "path",
                firstImages.first(),
                new TreeSet<>(truthOfKey.keySet()).first()));
      }
      if (!collisions.isEmpty()) {
        List<Problem> reported = new ArrayList<>(collisions);
        int more = reported.size() - MAX_REPORTED_COLLISIONS;
        if (more > 0) {
          reported = new ArrayList<>(reported.subList(0, MAX_REPORTED_COLLISIONS));
          reported.add(
              Problem.of(
                  ProblemCode.FURTHER_STEMS_REPEATED,
                  more + " more " + keyName() + "s are repeated"));
        }
        throw new UsageException(reported);
      }
      Set<String> truths = new HashSet<>(truthOfKey.keySet());
      truths.removeAll(imageOfKey.keySet());
      List<String> firstTruths = new ArrayList<>(new TreeSet<>(truths));
      return new AutoValue_GroundTruthMatch(
          imageOfKey.size(),
          new AutoValue_GroundTruthMatch_Unmatched(
              images - imageOfKey.size(), new ArrayList<>(firstImages)),
          new AutoValue_GroundTruthMatch_Unmatched(
              truths.size(), firstTruths.subList(0, Math.min(NAMED, firstTruths.size()))));
    }
  }
}
