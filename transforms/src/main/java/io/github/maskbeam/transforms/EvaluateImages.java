// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.evaluate.EvaluationCounts;
import io.github.maskbeam.evaluate.EvaluationException;
import io.github.maskbeam.evaluate.EvaluationJob;
import io.github.maskbeam.evaluate.EvaluationRows;
import io.github.maskbeam.evaluate.MaskComparison;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.schemas.ConfusionRow;
import io.github.maskbeam.schemas.EvaluatedClassRow;
import io.github.maskbeam.schemas.EvaluatedImageRow;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.transforms.metrics.MetricNames;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Compares the mask of each image with its ground truth and emits the rows of all tables of an
 * evaluation. A pair that cannot be compared becomes a row with the reason.
 */
public final class EvaluateImages
    extends PTransform<PCollection<KV<ImageRow, String>>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** Rows of the table images. */
  public static final TupleTag<EvaluatedImageRow> IMAGES = new TupleTag<>("images") {};

  /** Rows of the table classes. */
  public static final TupleTag<EvaluatedClassRow> CLASSES = new TupleTag<>("classes") {};

  /** Rows of the table confusion. */
  public static final TupleTag<ConfusionRow> CONFUSION = new TupleTag<>("confusion") {};

  private static final TupleTag<EvaluationCounts> COUNTS = new TupleTag<>("counts") {};

  private final EvaluationJob job;

  private EvaluateImages(EvaluationJob job) {
    this.job = job;
  }

  /** Evaluates with the labels and label mapping of this job. */
  public static EvaluateImages of(EvaluationJob job) {
    return new EvaluateImages(job);
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<ImageRow, String>> pairs) {
    PCollectionTuple compared =
        pairs.apply(
            "CompareImage",
            ParDo.of(new CompareFn(job)).withOutputTags(IMAGES, TupleTagList.of(COUNTS)));
    PCollection<EvaluationCounts> total =
        compared
            .get(COUNTS)
            .setCoder(SerializableCoder.of(EvaluationCounts.class))
            .apply("SumCounts", Combine.globally(new SumCountsFn()));
    return PCollectionTuple.of(
            IMAGES, compared.get(IMAGES).setCoder(AvroCoder.specific(EvaluatedImageRow.class)))
        .and(
            CLASSES,
            total
                .apply("ClassRows", ParDo.of(new ClassRows(job.labels())))
                .setCoder(AvroCoder.specific(EvaluatedClassRow.class)))
        .and(
            CONFUSION,
            total
                .apply("ConfusionRows", ParDo.of(new ConfusionRows(job.labels())))
                .setCoder(AvroCoder.specific(ConfusionRow.class)));
  }

  private static final class CompareFn extends DoFn<KV<ImageRow, String>, EvaluatedImageRow> {
    private static final long serialVersionUID = 1L;

    private final EvaluationJob job;
    private final Counter compared =
        Metrics.counter(MetricNames.NAMESPACE, MetricNames.IMAGES_COMPARED);
    private transient ImageMemory memory;

    private CompareFn(EvaluationJob job) {
      this.job = job;
    }

    @Setup
    public void setUp() {
      memory = ImageMemory.ofMachine();
    }

    @ProcessElement
    public void process(@Element KV<ImageRow, String> pair, MultiOutputReceiver out)
        throws InterruptedException {
      ImageRow image = pair.getKey();
      String groundTruthUri = pair.getValue();
      try {
        EvaluationCounts counts =
            MaskComparison.of(
                image,
                job.output().mask(image),
                groundTruthUri,
                job.labelMapping(),
                job.labels().size(),
                memory);
        out.get(IMAGES).output(EvaluationRows.succeeded(image, groundTruthUri, counts));
        out.get(COUNTS).output(counts);
      } catch (EvaluationException e) {
        out.get(IMAGES).output(EvaluationRows.failed(image, groundTruthUri, e));
      }
      compared.inc();
    }
  }

  private static final class SumCountsFn
      extends Combine.CombineFn<EvaluationCounts, EvaluationCounts, EvaluationCounts> {
    private static final long serialVersionUID = 1L;

    @Override
    public EvaluationCounts createAccumulator() {
      return new EvaluationCounts();
    }

    @Override
    public EvaluationCounts addInput(EvaluationCounts sum, EvaluationCounts counts) {
      sum.add(counts);
      return sum;
    }

    @Override
    public EvaluationCounts mergeAccumulators(Iterable<EvaluationCounts> sums) {
      EvaluationCounts merged = createAccumulator();
      sums.forEach(merged::add);
      return merged;
    }

    @Override
    public EvaluationCounts extractOutput(EvaluationCounts sum) {
      return sum;
    }
  }

  private static final class ClassRows extends DoFn<EvaluationCounts, EvaluatedClassRow> {
    private static final long serialVersionUID = 1L;

    private final LabelMap labels;

    private ClassRows(LabelMap labels) {
      this.labels = labels;
    }

    @ProcessElement
    public void process(@Element EvaluationCounts total, OutputReceiver<EvaluatedClassRow> out) {
      EvaluationRows.classes(total, labels).forEach(out::output);
    }
  }

  private static final class ConfusionRows extends DoFn<EvaluationCounts, ConfusionRow> {
    private static final long serialVersionUID = 1L;

    private final LabelMap labels;

    private ConfusionRows(LabelMap labels) {
      this.labels = labels;
    }

    @ProcessElement
    public void process(@Element EvaluationCounts total, OutputReceiver<ConfusionRow> out) {
      EvaluationRows.confusion(total.confusion(), labels).forEach(out::output);
    }
  }
}
