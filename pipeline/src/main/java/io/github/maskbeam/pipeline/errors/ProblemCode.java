// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.errors;

/**
 * The kind of a problem, for scripts and tests: the code that is printed before each message.
 *
 * <p>This is a closed list. Codes keep their names and meanings; the words of messages may change.
 * The exit code is 2, unless the comment of a group or code says otherwise.
 */
public enum ProblemCode {
  // Arguments.

  /** An argument is not an option. Write {@code --name=value} without spaces and quote globs. */
  ARGUMENT_NOT_AN_OPTION,
  /** No option has this name. {@code --help} lists them. */
  OPTION_UNKNOWN,
  /** An option that needs a value has none. Write {@code --name=value}. */
  OPTION_VALUE_MISSING,
  /** An option that takes one value is given twice. Leave one out. */
  OPTION_REPEATED,
  /** A value is not of the option's type, such as a word in place of a number. */
  OPTION_VALUE_INVALID,
  /** A number is outside of the range of the option. The message has the range. */
  OPTION_OUT_OF_RANGE,
  /** A value is not one of the choices of the option. The message lists them. */
  OPTION_CHOICE_UNKNOWN,
  /** {@code --runner} names a runner that is not in this jar. The message lists the others. */
  RUNNER_UNKNOWN,
  /** An argument has bytes that are not text in the charset of the JVM. Use LC_ALL=C.UTF-8. */
  ARGUMENT_NOT_TEXT,
  /** An argument contains a secret key, visible to others. Use variables, a profile or a role. */
  SECRET_IN_ARGUMENT,

  // Storage. The message names the option.

  /** The scheme of a URI is unsupported. The message lists the supported ones. */
  SCHEME_UNKNOWN,
  /** This jar was built without the file system of the scheme. Build it with its Maven profile. */
  SCHEME_NOT_IN_JAR,
  /** The cluster of the scheme is not configured. Set HADOOP_CONF_DIR or --hdfsConfiguration. */
  SCHEME_NOT_CONFIGURED,
  /** No file, object or bucket has this name. Check the name and --endpoint. */
  STORAGE_NOT_FOUND,
  /** The credentials were rejected or are missing. Check them and their permissions. */
  STORAGE_ACCESS_DENIED,

  // Images to read.

  /** Neither --input nor --manifest is given. */
  INPUT_MISSING,
  /** --input has an empty value. Give files or globs. */
  INPUT_BLANK,
  /** --input is a glob on a web server, which cannot list files. Write a manifest. */
  INPUT_PATTERN_ON_WEB,
  /** --input names an archive of a kind, or at a place, from which members cannot be read. */
  INPUT_ARCHIVE_UNSUPPORTED,
  /** --input matches no file. Check the path and the pattern. */
  INPUT_NO_MATCH,
  /** --input matches only files that Maskbeam wrote itself. */
  INPUT_OWN_OUTPUT,
  /** The files of --input cannot be listed, or its glob is invalid. */
  INPUT_NOT_LISTED,
  /** --manifest cannot be read. */
  MANIFEST_UNREADABLE,
  /** --manifest is neither Parquet nor a text file in UTF-8. */
  MANIFEST_NOT_TEXT,
  /** An option says how to read --manifest, which is missing. */
  MANIFEST_MISSING,
  /** --manifest may be in several formats. Name one with --manifestFormat. */
  MANIFEST_AMBIGUOUS,
  /** --manifest does not have the column, or several that may be it. The message lists them. */
  MANIFEST_COLUMN_UNKNOWN,
  /** A row of --manifest is malformed or names no image. The message has its number. */
  MANIFEST_MALFORMED,
  /** A kept column of --manifest has the name of another column. Rename it. */
  MANIFEST_COLUMN_CLASH,
  /** --coverageBy makes too many groups. Use columns with fewer different values. */
  COVERAGE_GROUPS_TOO_MANY,
  /** --manifest has a compression or a type of column that is not supported. */
  MANIFEST_UNSUPPORTED,
  /** --manifest lists no image. */
  MANIFEST_EMPTY,

  // Outputs to write.

  /** The output directory is missing. */
  OUTPUT_MISSING,
  /** The path of the output contains a glob character. Name another directory. */
  OUTPUT_IS_PATTERN,
  /** The output is on a web server, which is read-only. Name another place. */
  OUTPUT_ON_WEB,
  /** The path of the output contains a character that its file system encodes. Rename it. */
  OUTPUT_NAME_UNSUPPORTED,
  /** The output directory is not writable. Name a writable one. */
  OUTPUT_NOT_WRITABLE,
  /** The output has results of other settings. Name another one, or use --overwrite. */
  OUTPUT_SETTINGS_DIFFER,
  /**
   * With --maskNames=stem, two images would have the same mask, or the name of an image cannot be
   * that of a mask. Rename an image, use several outputs, or omit the option.
   */
  MASK_NAME_UNUSABLE,
  /** The name of --to has an ending that the format does not have. The message lists them. */
  EXPORT_TARGET_UNSUPPORTED,
  /** There are files already where --to points. Name another place, or use --overwrite. */
  EXPORT_TARGET_NOT_EMPTY,
  /** An option has no meaning for the format of --as. Omit it. */
  EXPORT_OPTION_NOT_APPLICABLE,
  /** The format of --as cannot hold the classes or their names. The message says which can. */
  EXPORT_CLASSES_UNSUPPORTED,
  /** Two images would have the same name in the export. Use --names=id. */
  EXPORT_NAMES_REPEATED,
  /** Images or --to are not on a local disk, so they cannot be linked. Use --images=copy. */
  EXPORT_IMAGES_NOT_LINKED,
  /** Another command or job is changing the output. Wait for it, or name another output. */
  OUTPUT_IN_USE,

  // Outputs of a run to read.

  /** The directory contains no run. Name the --output of {@code maskbeam segment}. */
  RUN_NOT_FOUND,
  /** No run has committed its tables. Wait, or run the same command again. */
  RUN_NOT_FINISHED,
  /** The output directory cannot be read. */
  RUN_UNREADABLE,
  /** The table of images has no rows. */
  RUN_EMPTY,
  /** A table cannot be read from storage. */
  TABLES_UNREADABLE,
  /** A table is not valid Parquet. Run the same command again. */
  TABLES_DAMAGED,

  // Models.

  /** --labels cannot be read. */
  LABELS_UNREADABLE,
  /** --labels is not a text file with one class name per line. */
  LABELS_INVALID,
  /** The file of --palette cannot be read. */
  PALETTE_UNREADABLE,
  /** --palette is not a text file with one color per line. */
  PALETTE_INVALID,
  /** --palette has fewer colors than the model has classes. */
  PALETTE_TOO_SHORT,
  /** --normalization is no name and has neither two nor six numbers. */
  NORMALIZATION_INCOMPLETE,
  /** --image of doctor cannot be read or decoded, or its picture cannot be written. */
  COMPARISON_IMAGE_UNUSABLE,
  /** --confidence needs scores, but the model outputs class ids. Omit it. */
  CONFIDENCE_UNAVAILABLE,
  /** There is no such model file. Check the path, or give the name of a known model. */
  MODEL_NOT_FOUND,
  /** The model file cannot be read. */
  MODEL_UNREADABLE,
  /** A known model cannot be downloaded. Download it yourself and use its path. */
  MODEL_NOT_FETCHED,
  /** The download of a known model has another SHA-256. Download it yourself and use its path. */
  MODEL_FETCHED_BYTES_DIFFER,
  /** The model file is not a TensorFlow Lite model. */
  MODEL_NOT_TFLITE,
  /** The model file is damaged. Download it again. */
  MODEL_DAMAGED,
  /** The model needs operators that this TensorFlow Lite does not have. Convert it without them. */
  MODEL_OPERATOR_UNSUPPORTED,
  /** TensorFlow Lite cannot prepare the model. */
  MODEL_NOT_RUNNABLE,
  /** The model ends the process that opens or runs it. Download or export it again. */
  MODEL_CRASHED,
  /** One inference needs more memory than the limit. Use another model or a larger machine. */
  MODEL_OUT_OF_MEMORY,
  /** One inference takes longer than the limit. Use another model or a faster machine. */
  MODEL_TIMED_OUT,
  /** The library of --delegate cannot be opened. Use the path of a delegate's shared library. */
  DELEGATE_NOT_LOADED,
  /** The library of --delegate creates no delegate. Check --delegateOptions and the device. */
  DELEGATE_NOT_CREATED,
  /** The delegate cannot prepare the model. Use another model, or omit --delegate. */
  DELEGATE_NOT_PREPARED,
  /** The input of the model is not one image. Use a segmentation model. */
  MODEL_INPUT_UNSUPPORTED,
  /** The model outputs no mask. Use a segmentation model. */
  MODEL_OUTPUT_UNSUPPORTED,
  /** The metadata of the model cannot be read. */
  MODEL_METADATA_UNREADABLE,
  /** The number of labels differs from the number of classes. Provide all with --labels. */
  MODEL_LABELS_DIFFER,
  /** --precision quantizes no weights of the model. Omit it, or use a float model. */
  PRECISION_WITHOUT_EFFECT,
  /** The model cannot be quantized, or runs worse than before. Omit --precision. */
  PRECISION_UNAVAILABLE,
  /** Nothing in the model says what was assumed of it. The message names the option that does. */
  MODEL_ASSUMED,
  /** The file of --model is gone, so its copy in the output is used. */
  MODEL_COPY_USED,
  /** A worker read another model file than the one that was checked. */
  MODEL_CHANGED,

  // Ground truth.

  /** More than one output directory is given. */
  SEVERAL_OUTPUTS,
  /** --groundTruth is not given. */
  GROUND_TRUTH_MISSING,
  /** The files of --groundTruth cannot be listed. */
  GROUND_TRUTH_NOT_LISTED,
  /** --groundTruth contains no PNG file. */
  GROUND_TRUTH_EMPTY,
  /** No ground truth has the same file stem or path as an image. */
  GROUND_TRUTH_NO_MATCH,
  /** Two ground truths have the same file stem or path. Match by path, or use one of them. */
  GROUND_TRUTH_STEM_REPEATED,
  /** Two images have the same file stem, or match by path with the same ground truth. */
  IMAGE_STEM_REPEATED,
  /** More file stems or paths are repeated than the previous messages name. */
  FURTHER_STEMS_REPEATED,
  /** --map cannot be read. */
  MAP_UNREADABLE,
  /** A line of --map has a label id without a class. */
  MAP_LINE_WITHOUT_CLASS,
  /** A line of --map does not begin with a number from 0 to 255 or {@code *}. */
  MAP_LABEL_ID_INVALID,
  /** Two lines of --map have the same label id. */
  MAP_LABEL_ID_REPEATED,
  /** A line of --map names a class that the model does not have. */
  MAP_CLASS_UNKNOWN,

  // Questions and reports.

  /** More than one question is given, or a question and SQL. */
  SEVERAL_QUESTIONS,
  /** The outputs to query cannot be read together. Query each alone. */
  OUTPUTS_NOT_COMBINED,
  /** The SQL is empty. */
  SQL_BLANK,
  /** --file of {@code query} cannot be read, or is not text in UTF-8. */
  SQL_FILE_UNREADABLE,
  /** The SQL is split into several arguments. Put it in quotes. */
  SQL_NOT_QUOTED,
  /** DuckDB rejects the SQL. The message is from DuckDB. */
  SQL_REFUSED,
  /** --limit is given with a question that has no limit. */
  LIMIT_NOT_APPLICABLE,
  /** --csvSafe is given with another format than csv. */
  CSV_SAFE_NOT_APPLICABLE,
  /** The model of the run has no class of this name. */
  CLASS_UNKNOWN,
  /** The run has no image of this name. */
  IMAGE_UNKNOWN,
  /** Several image URIs end with this name. Use a longer part of the URI. */
  IMAGE_AMBIGUOUS,
  /** The question needs an evaluation. Run {@code maskbeam evaluate} first. */
  EVALUATION_MISSING,
  /** --sort=confidence needs confidences. Segment with {@code --confidence=mean} first. */
  CONFIDENCE_NOT_MEASURED,
  /** The path of --report contains a glob character. Choose another file. */
  REPORT_IS_PATTERN,
  /** The report cannot be written. Choose another file with --report. */
  REPORT_NOT_WRITABLE,

  // The machine and the cluster. For {@code doctor} the exit code of the first five is 1.

  /** The charset of file names is not UTF-8. Run with LC_ALL=C.UTF-8. */
  FILE_NAMES_NOT_UNICODE,
  /** A native library cannot be loaded on this platform. Build the jar for it. */
  NATIVE_LIBRARY_NOT_LOADED,
  /** The embedded model produces wrong areas. Do not trust masks, and report it. */
  GOLDEN_CHECK_FAILED,
  /** The embedded model cannot be run. Report it. */
  GOLDEN_CHECK_NOT_RUN,
  /** Inference runs without XNNPACK, several times slower. Report it. */
  DELEGATE_NOT_APPLIED,
  /** The directory for temporary files is full or cannot be written. Choose another one. */
  TEMPORARY_DIRECTORY_UNUSABLE,
  /** This jar has no DuckDB. Query with maskbeam.jar. */
  QUERIES_NOT_IN_JAR,
  /** Flink has called main() and does not wait for jobs. Set execution.attached: true. */
  FLINK_DETACHED,
  /** The Flink cluster does not answer. Check --flinkMaster. */
  FLINK_NOT_REACHABLE,
  /** The Flink cluster has an https address, and no Flink configuration enables TLS for it. */
  FLINK_TLS_NOT_CONFIGURED,
  /** The Flink cluster has no TaskManager. Start one. */
  FLINK_WITHOUT_SLOTS,

  // Results of commands that have started their work.

  /** The command failed unexpectedly. Exit code 1. */
  RUN_FAILED,
  /** The result could not be written to standard output. Exit code 1. */
  STDOUT_NOT_WRITABLE,
  /** More images failed than --maxFailureFraction allows. Exit code 3. */
  TOO_MANY_FAILURES,
  /** Some images could not be compared with their ground truth. Exit code 3. */
  IMAGES_NOT_COMPARED,
  /** Some images are too large to be exported with this Java heap. Exit code 3. */
  IMAGES_NOT_EXPORTED,
  /** The output is inconsistent. Do not use it. Exit code 4. */
  OUTPUT_INCONSISTENT,

  // Warnings, which do not change the exit code.

  /** XNNPACK cannot prepare the model, so slower kernels run it. Use another export of it. */
  MODEL_WITHOUT_XNNPACK,
  /** The library of --delegate is not on this machine; the workers check it. */
  DELEGATE_NOT_CHECKED,
  /** The delegate takes no operator of the model. Omit --delegate, or use another model. */
  DELEGATE_UNUSED,
  /** DirectRunner may run out of memory. Use FlinkRunner or a larger heap. */
  HEAP_SMALL_FOR_IMAGES,
  /** A run is in progress or was interrupted; the tables are those of the run before it. */
  RUN_STATE_RUNNING,
  /** The outputs that are queried together are of different models or settings. */
  OUTPUTS_OF_DIFFERENT_SETTINGS,
  /** Some images are in more than one of the outputs that are queried together. */
  IMAGES_IN_SEVERAL_OUTPUTS,
  /** A column has different types in the outputs that are queried together. */
  COLUMN_TYPES_DIFFER,
  /** The file croissant.json was edited and is no longer JSON, so it is left as it is. */
  CROISSANT_NOT_UPDATED,
  /** Some images of the gallery could not be shown. */
  GALLERY_INCOMPLETE,
  /** The ground truth contains class ids that the model does not have. Use --map. */
  GROUND_TRUTH_CLASSES_UNKNOWN,
  /** The ground truth has only class 0 and void pixels. If 255 is a class, use --map. */
  GROUND_TRUTH_BLACK_AND_WHITE
}
