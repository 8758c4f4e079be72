// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import java.io.IOException;
import java.io.Serializable;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PDone;

/**
 * Groups elements by the file that they belong to, and writes each file in one step. The elements
 * are keyed by {@link GroupKeys#key} of the number of their file.
 *
 * <p>Beam's FileIO does the same in 30 steps per table, each of which costs start-up time, also of
 * a small run. It moves files to their places when all are complete; here each file is moved when
 * it is complete, since run.json commits them. DirectRunner keeps all elements in memory until
 * their file is written; {@link RowChunks} makes them small.
 */
final class WriteFiles extends PTransform<PCollection<KV<Integer, byte[]>>, PDone> {
  private static final long serialVersionUID = 1L;

  static final KvCoder<Integer, byte[]> CODER = KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of());

  /** An element of each file, so that files without other elements are written, too. */
  private static final byte[] EMPTY = {};

  private final GroupKeys files;
  private final FileWriter writer;

  private WriteFiles(GroupKeys files, FileWriter writer) {
    this.files = files;
    this.writer = writer;
  }

  static WriteFiles of(GroupKeys files, FileWriter writer) {
    return new WriteFiles(files, writer);
  }

  @Override
  public PDone expand(PCollection<KV<Integer, byte[]>> elements) {
    PCollection<KV<Integer, byte[]>> empty =
        elements
            .getPipeline()
            .begin()
            .apply("Start", Impulse.create())
            .apply("Files", ParDo.of(new Files(files)))
            .setCoder(CODER);
    PCollectionList.of(empty)
        .and(elements)
        .apply("RowsOfFiles", Flatten.pCollections())
        .apply("GroupByFile", GroupByKey.create())
        .apply("WriteFile", ParDo.of(new WriteFile(files, writer)));
    return PDone.in(elements.getPipeline());
  }

  /** Create would do the same as a source, which takes more steps. */
  private static final class Files extends DoFn<byte[], KV<Integer, byte[]>> {
    private static final long serialVersionUID = 1L;

    private final GroupKeys files;

    private Files(GroupKeys files) {
      this.files = files;
    }

    @ProcessElement
    public void process(OutputReceiver<KV<Integer, byte[]>> out) {
      for (int file = 0; file < files.groups(); file++) {
        out.output(KV.of(files.key(file), EMPTY));
      }
    }
  }

  private static final class WriteFile extends DoFn<KV<Integer, Iterable<byte[]>>, Void> {
    private static final long serialVersionUID = 1L;

    private final GroupKeys files;
    private final FileWriter writer;

    private WriteFile(GroupKeys files, FileWriter writer) {
      this.files = files;
      this.writer = writer;
    }

    @ProcessElement
    public void process(@Element KV<Integer, Iterable<byte[]>> file) throws IOException {
      writer.write(files.group(file.getKey()), file.getValue());
    }
  }

  /** Writes files, given by their number, from 0. */
  interface FileWriter extends Serializable {
    /**
     * Writes a file.
     *
     * @param elements of the file, to be read once; elements of zero bytes mean nothing
     */
    void write(int file, Iterable<byte[]> elements) throws IOException;
  }
}
