// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.segment.SegmentJob;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** The options of {@code maskbeam segment}, in addition to those of Beam and the runner. */
public interface SegmentOptions extends ProgressOptions, MaskLayoutOptions {
  @Help(group = HelpGroup.IMAGES)
  @Description(
      "Images: a file, a directory (all images below it, by the endings of their names), a glob with"
          + " * and **, or several of these separated by commas. Quote globs, otherwise the shell expands them.")
  String getInput();

  void setInput(String value);

  @Help(group = HelpGroup.IMAGES)
  @Description(
      "Images: a file that lists them, as text with one path or URI per line, or as CSV, TSV, JSON"
          + " lines or Parquet with one image per row. All but Parquet may be compressed with gzip."
          + " Relative paths are relative to the current directory; in text, blank lines and lines"
          + " that start with # are ignored.")
  String getManifest();

  void setManifest(String value);

  @Help(group = HelpGroup.IMAGES)
  @Description(
      "The format of --manifest: 'text', 'csv', 'tsv', 'jsonl' or 'parquet'. Default: detected from"
          + " the content.")
  String getManifestFormat();

  void setManifestFormat(String value);

  @Help(group = HelpGroup.IMAGES)
  @Description(
      "The column of --manifest with the path or URI of each image. Default: the one that is called"
          + " url, image_uri, uri or path.")
  String getUrlColumn();

  void setUrlColumn(String value);

  @Help(group = HelpGroup.IMAGES)
  @Description(
      "Columns of --manifest to keep in table images, with their types: names separated by commas, or"
          + " 'all'.")
  String getKeepColumns();

  void setKeepColumns(String value);

  @Help(group = HelpGroup.IMAGES)
  @Description(
      "Columns of --manifest to group coverage by, separated by commas; writes table"
          + " class_coverage_by_group. They are kept, too.")
  String getCoverageBy();

  void setCoverageBy(String value);

  @Help(group = HelpGroup.IMAGES)
  @Description(
      "Where the position of images on the ground is looked for: 'embedded' reads GeoTIFF and the GPS"
          + " fields of EXIF, 'worldfile' also a world file beside an image (.jgw, .jpgw or .wld for"
          + " .jpg), which takes up to three requests per image, 'none' nothing. Masks of images with"
          + " a georeference get files from which GIS programs know their position.")
  @Default.String("embedded")
  String getGeoreference();

  void setGeoreference(String value);

  @Help(group = HelpGroup.IMAGES)
  @Description(
      "Coordinate reference system of images that have a world file or GeoTIFF fields, but no CRS:"
          + " EPSG:n. Default: theirs is unknown.")
  String getCrs();

  void setCrs(String value);

  @Help(group = HelpGroup.OUTPUT)
  @Description("Directory for masks, tables and run.json: a path or URI.")
  String getOutput();

  void setOutput(String value);

  @Help(group = HelpGroup.MODEL)
  @Description(
      "The model: path or URI of a .tflite file, 'deeplabv3' (downloaded once), or"
          + " 'demo' (embedded).")
  @Default.String("demo")
  String getModel();

  void setModel(String value);

  @Help(group = HelpGroup.MODEL)
  @Description(
      "Text file with one class name per line. Overrides the model's own labels."
          + " Default: the model's metadata, otherwise a known model's labels, otherwise"
          + " class_0, class_1, ...")
  String getLabels();

  void setLabels(String value);

  @Help(group = HelpGroup.MODEL)
  @Description(
      "Text file with the color of a class per line, #RRGGBB or R G B, for masks, overlays and the"
          + " report. Default: the colors of Pascal VOC.")
  String getPalette();

  void setPalette(String value);

  @Help(group = HelpGroup.MODEL)
  @Description(
      "Range of input values: '-1..1', '0..1', 'imagenet', 'none' (pixels from 0 to 255), or numbers"
          + " for (pixel - mean) / std: 'mean,std' or 'mean,mean,mean,std,std,std' for red, green"
          + " and blue. Default: the model's metadata, otherwise -1..1 with a warning;"
          + " 'maskbeam doctor --image' compares them.")
  String getNormalization();

  void setNormalization(String value);

  @Help(group = HelpGroup.MODEL)
  @Description(
      "The output of the model that is the mask, by its index, from 0, or its name. Default:"
          + " the one that its metadata or its name call a mask, otherwise the largest that has"
          + " the shape of the input.")
  String getModelOutput();

  void setModelOutput(String value);

  @Help(group = HelpGroup.MODEL)
  @Description(
      "Order of the axes of the model's tensors where their shapes allow both: 'nhwc' or"
          + " 'nchw'. Default: detected.")
  String getModelLayout();

  void setModelLayout(String value);

  @Help(group = HelpGroup.MODEL, unit = "px")
  @Description("Size of the input of a model whose size is dynamic: WIDTHxHEIGHT.")
  String getModelInputSize();

  void setModelInputSize(String value);

  @Help(group = HelpGroup.MODEL)
  @Description(
      "'model' runs the model as it is. 'int8' quantizes the weights of a float model's"
          + " convolutions when it is loaded, which makes most models faster on most processors and"
          + " changes some pixels; 'maskbeam doctor --precision=int8' measures both.")
  @Default.String("model")
  String getPrecision();

  void setPrecision(String value);

  @Help(group = HelpGroup.MODEL)
  @Description(
      "Shared library with TensorFlow Lite's external-delegate interface, such as that of a GPU"
          + " or Edge TPU: a path on each machine that segments. Runs the operators that it"
          + " takes. Default: none besides XNNPACK.")
  String getDelegate();

  void setDelegate(String value);

  @Help(group = HelpGroup.MODEL)
  @Description("Options for the library of --delegate, which defines them: 'key=value;key=value'.")
  String getDelegateOptions();

  void setDelegateOptions(String value);

  @Help(group = HelpGroup.MODEL)
  @Description(
      "How an image is fitted into the model's input: 'stretch', or 'letterbox',"
          + " which keeps the aspect ratio.")
  @Default.String("stretch")
  String getFit();

  void setFit(String value);

  @Help(group = HelpGroup.MODEL)
  @Description(
      "Sizes at which each image is segmented, separated by commas: multiples of the model's input,"
          + " such as 1.5, in overlapping tiles, or 'native', the image's own size. Probabilities"
          + " are averaged. Larger sizes find smaller objects, and each tile takes an inference.")
  @Default.String("1")
  String getScales();

  void setScales(String value);

  @Help(group = HelpGroup.MODEL, unit = "fraction, 0 to less than 1")
  @Description("The share of a tile that its neighbor covers, too. Only with --scales.")
  @Default.Double(0.25)
  double getTileOverlap();

  void setTileOverlap(double value);

  @Help(group = HelpGroup.MODEL)
  @Description("Segment each image or tile mirrored, too, and average. Takes twice the time.")
  @Default.Boolean(false)
  boolean getFlip();

  void setFlip(boolean value);

  @Help(group = HelpGroup.MODEL)
  @Description(
      "Tiles to segment of each scale but the smallest: all, or unsure, those of which smaller"
          + " scales are unsure; the others take the probabilities of these. Only with two --scales"
          + " or more.")
  @Default.String("all")
  String getTiles();

  void setTiles(String value);

  @Help(group = HelpGroup.OUTPUT, isValueOptional = true)
  @Description(
      "'mean' computes the mean confidence of each class (column mean_confidence); so do"
          + " --confidence and --confidence=true. 'mask' also writes a confidence mask per image: a"
          + " gray PNG in confidence/ with the probability of each pixel's class, 0 to 255. Both"
          + " take some time.")
  @Default.String("false")
  String getConfidence();

  void setConfidence(String value);

  @Help(group = HelpGroup.OUTPUT, unit = "fraction, more than 0 and less than 1")
  @Description(
      "Pixels whose class has a lower probability become void: their value is 255, or 65535 if there"
          + " are more than 255 classes, and column void_px counts them. Default: none do.")
  Double getMinConfidence();

  void setMinConfidence(Double value);

  @Help(group = HelpGroup.OUTPUT)
  @Description(
      "Replace the results of another model or configuration in the output; without"
          + " this option such an output is refused. Masks of the same model and"
          + " configuration are kept.")
  @Default.Boolean(false)
  boolean getOverwrite();

  void setOverwrite(boolean value);

  @Help(group = HelpGroup.OUTPUT)
  @Description(
      "Segment images again that failed in earlier runs; without this option only those with"
          + " READ_ERROR or TIMED_OUT.")
  @Default.Boolean(false)
  boolean getRetryFailed();

  void setRetryFailed(boolean value);

  @Help(group = HelpGroup.LIMITS, unit = "fraction, 0 to 1")
  @Description(
      "If a larger fraction of the images failed, the command ends with exit code 3."
          + " The outputs are complete nevertheless.")
  @Default.Double(0.1)
  double getMaxFailureFraction();

  void setMaxFailureFraction(double value);

  @Help(group = HelpGroup.OUTPUT)
  @Description(
      "Write an overlay per image: the image under its colored mask, a JPEG of at"
          + " most 1024 px per side, for viewing.")
  @Default.Boolean(false)
  boolean getOverlay();

  void setOverlay(boolean value);

  @Help(group = HelpGroup.OUTPUT)
  @Description(
      "'id' names masks by a hash of the URI of their image. 'stem' names them as their images, such"
          + " as masks/a.png for photos/a.jpg; images with the same name are refused.")
  @Default.String("id")
  String getMaskNames();

  void setMaskNames(String value);

  @Help(group = HelpGroup.OUTPUT)
  @Description(
      "'run' writes the files of each table into a Hive partition run=<run id>, so that tables of"
          + " several outputs can be put together; 'none' does not.")
  @Default.String("none")
  String getPartition();

  void setPartition(String value);

  @Help(group = HelpGroup.LIMITS, unit = "px")
  @Description("Images with more pixels fail as TOO_LARGE. Bounds a worker's memory.")
  @Default.Long(SegmentJob.DEFAULT_MAX_PIXELS)
  long getMaxPixels();

  void setMaxPixels(long value);

  @Help(group = HelpGroup.LIMITS, unit = "bytes")
  @Description("Image files with more bytes fail as TOO_LARGE. Bounds a worker's memory.")
  @Default.Long(SegmentJob.DEFAULT_MAX_BYTES)
  long getMaxBytes();

  void setMaxBytes(long value);

  @Help(group = HelpGroup.LIMITS, unit = "s")
  @Description("Images that take longer to decode fail as TIMED_OUT.")
  @Default.Long(SegmentJob.DEFAULT_MAX_DECODE_SECONDS)
  long getMaxDecodeSeconds();

  void setMaxDecodeSeconds(long value);

  @Help(group = HelpGroup.LIMITS, unit = "MiB")
  @Description(
      "Native memory (outside the Java heap) that the images in progress may take in"
          + " one process. An image waits until it fits; one that can never fit fails as"
          + " TOO_LARGE. 0: three quarters of the machine's memory outside the heap.")
  @Default.Long(0)
  long getMaxImageMemoryMb();

  void setMaxImageMemoryMb(long value);
}
