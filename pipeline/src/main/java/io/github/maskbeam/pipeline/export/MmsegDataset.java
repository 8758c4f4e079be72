// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.pipeline.options.ImageFiles;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.storage.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A dataset of MMSegmentation 1.x: images, masks, lists of names and a configuration.
 *
 * <p>Source: MMSegmentation's documentation of custom datasets, and its class BaseSegDataset. That
 * takes one ending of images per dataset, and without a list it replaces this text everywhere in a
 * name. So there is a list for each ending. Not thread-safe.
 */
final class MmsegDataset implements MaskDataset {
  /** The directory of the images. */
  static final String IMAGES = "img_dir";

  /** The directory of the masks. */
  static final String MASKS = "ann_dir";

  /** The directory of the lists. */
  static final String LISTS = "splits";

  /** The configuration. */
  static final String CONFIG = "dataset.py";

  private static final String SPLIT = "train";
  private static final String TEXT = "text/plain";

  private final CheckedExport job;
  private final Map<String, SpoolFile> namesByEnding = new TreeMap<>();

  MmsegDataset(CheckedExport job) {
    this.job = job;
  }

  @Override
  public String imageDirectory() {
    return IMAGES + "/" + SPLIT;
  }

  @Override
  public String maskDirectory() {
    return MASKS + "/" + SPLIT;
  }

  @Override
  public void add(ImageRow image) throws IOException {
    String ending = job.names().ending(image);
    SpoolFile names = namesByEnding.get(ending);
    if (names == null) {
      names = new SpoolFile();
      namesByEnding.put(ending, names);
    }
    names.out().write((job.names().stem(image) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void finish() throws IOException {
    for (Map.Entry<String, SpoolFile> each : namesByEnding.entrySet()) {
      write(list(each.getKey()), each.getValue()::copyTo);
    }
    write(CONFIG, out -> out.write(config().getBytes(StandardCharsets.UTF_8)));
  }

  private static String list(String ending) {
    return LISTS + "/" + SPLIT + ending + ".txt";
  }

  /** Python, whose literals of text are those of JSON. */
  private String config() {
    List<String> datasets = new ArrayList<>();
    for (String ending : namesByEnding.keySet()) {
      datasets.add(
          String.format(
              Locale.ROOT,
              "    dict(\n"
                  + "        type='BaseSegDataset',\n"
                  + "        data_root=data_root,\n"
                  + "        metainfo=metainfo,\n"
                  + "        ann_file=%s,\n"
                  + "        data_prefix=dict(img_path=%s, seg_map_path=%s),\n"
                  + "        img_suffix=%s,\n"
                  + "        seg_map_suffix='.png',\n"
                  + "        pipeline=pipeline)",
              quoted(list(ending)),
              quoted(imagePrefix()),
              quoted(maskDirectory()),
              quoted(ending)));
    }
    return "# For MMSegmentation 1.x. Pixels of 255 are void, which it ignores.\n"
        + "data_root = "
        + quoted(job.target().uri())
        + "\nmetainfo = dict(\n    classes=["
        + job.labels().names().stream().map(MmsegDataset::quoted).collect(Collectors.joining(", "))
        + "],\n    palette=["
        + job.classes().stream().map(this::color).collect(Collectors.joining(", "))
        + "])\npipeline = [dict(type='LoadImageFromFile'), dict(type='LoadAnnotations')]\n"
        + "datasets = [\n"
        + String.join(",\n", datasets)
        + "]\ndataset = dict(type='ConcatDataset', datasets=datasets)\n";
  }

  /** Absolute if the images are not in the export. */
  private String imagePrefix() {
    return job.settings().images() == ImageFiles.NONE
        ? job.names().directory().orElse("")
        : imageDirectory();
  }

  private String color(int classId) {
    int rgb = job.colors().rgb(classId);
    return String.format(Locale.ROOT, "[%d, %d, %d]", rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
  }

  private static String quoted(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  private void write(String name, AtomicFiles.Content content) throws IOException {
    String directory = job.target().uri();
    AtomicFiles.write(
        directory + "/" + name, TEXT, content, OutputLayout.at(directory).temporary());
  }

  @Override
  public void close() throws IOException {
    for (SpoolFile names : namesByEnding.values()) {
      names.close();
    }
  }
}
