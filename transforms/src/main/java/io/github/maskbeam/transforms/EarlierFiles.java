// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.schemas.EarlierFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Lists the masks and remembered failures that an output directory holds. */
final class EarlierFiles extends PTransform<PBegin, PCollection<EarlierFile>> {
  private static final long serialVersionUID = 1L;

  /** Elements for workers to share; each lists the directories that begin with its digit. */
  private static final String FIRST_DIGITS = "0123456789abcdef";

  private final OutputLayout output;

  private EarlierFiles(OutputLayout output) {
    this.output = output;
  }

  static EarlierFiles of(OutputLayout output) {
    return new EarlierFiles(output);
  }

  @Override
  public PCollection<EarlierFile> expand(PBegin begin) {
    return begin
        .apply(
            "FirstDigits",
            Create.of(Arrays.stream(FIRST_DIGITS.split("")).collect(Collectors.toList())))
        .apply("ListEarlier", ParDo.of(new ListFn(output)))
        .setCoder(AvroCoder.of(EarlierFile.class));
  }

  private static final class ListFn extends DoFn<String, EarlierFile> {
    private static final long serialVersionUID = 1L;

    private final OutputLayout output;

    private ListFn(OutputLayout output) {
      this.output = output;
    }

    @ProcessElement
    public void process(@Element String firstDigit, OutputReceiver<EarlierFile> out)
        throws IOException {
      for (String directory : OutputLayout.imageDirectories()) {
        if (directory.startsWith(firstDigit)) {
          list(output.masks() + "/" + directory + "/*.png", true, out);
          list(output.failures() + "/" + directory + "/*.json", false, out);
        }
      }
    }

    private static void list(String pattern, boolean isMask, OutputReceiver<EarlierFile> out)
        throws IOException {
      MatchResult match = FileSystems.match(pattern, EmptyMatchTreatment.ALLOW);
      for (MatchResult.Metadata file : match.metadata()) {
        // A file of another name is not Maskbeam's.
        OutputLayout.imageIdOf(file.resourceId().getFilename())
            .ifPresent(id -> out.output(new EarlierFile(id, isMask)));
      }
    }
  }
}
