// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.examples;

import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.transforms.SegmentUris;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.TypeDescriptors;

/** Segments the images that are named as arguments, after the output directory. */
public final class SegmentPhotos {
  public static void main(String[] arguments) throws ModelException {
    SegmentJob job = SegmentJob.of("demo", arguments[0]);
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(List.of(arguments).subList(1, arguments.length)))
        .apply(SegmentUris.of(job))
        .apply(
            MapElements.into(TypeDescriptors.strings())
                .via(
                    result ->
                        result.getImage().getStatus() + " " + result.getImage().getImageUri()))
        .apply(TextIO.write().to(job.output().root() + "/done.txt").withoutSharding());
    pipeline.run().waitUntilFinish();
  }

  private SegmentPhotos() {}
}
