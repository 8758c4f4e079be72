// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static io.github.maskbeam.pipeline.options.HelpGroup.DIRECT_RUNNER;
import static io.github.maskbeam.pipeline.options.HelpGroup.FLINK_RUNNER;
import static io.github.maskbeam.pipeline.options.HelpGroup.RUNNER;
import static io.github.maskbeam.pipeline.options.HelpGroup.STORAGE;
import static io.github.maskbeam.pipeline.options.HelpOption.NO_DEFAULT;

import java.util.List;

/**
 * The options of Beam, its runners and its file systems that the help shows: those that Maskbeam
 * sets a default for, and those that people need most.
 *
 * <p>Described here, since runners are not on this module's class path, and since Beam's own texts
 * describe defaults that Maskbeam replaces. A test in {@code deploy} compares names and defaults
 * with the real options.
 */
final class BeamOptions {
  private BeamOptions() {}

  static List<HelpOption> all() {
    return List.of(
        option(RUNNER, "runner", "DirectRunner", "The Beam runner: DirectRunner or FlinkRunner."),
        option(
            RUNNER,
            "jobName",
            NO_DEFAULT,
            "Name of the job, as a cluster lists it: lower-case letters, digits and hyphens."
                + " Default: <appName>-<user>-<time>-<random number>."),
        option(RUNNER, "appName", "maskbeam", "First part of the default job name."),
        number(
            DIRECT_RUNNER,
            "targetParallelism",
            NO_DEFAULT,
            "threads",
            "Worker threads; each has its own interpreter. Default: the number of processors."),
        option(
            DIRECT_RUNNER,
            "blockOnRun",
            "false",
            "Block until the pipeline has finished; no progress is shown then."),
        option(
            DIRECT_RUNNER,
            "enforceEncodability",
            "false",
            "Check that every element can be encoded and decoded. Slow; for developers."),
        option(
            DIRECT_RUNNER,
            "enforceImmutability",
            "false",
            "Check that no step changes its input. Slow; for developers."),
        option(
            FLINK_RUNNER,
            "flinkMaster",
            "[auto]",
            "host:port of the JobManager's REST interface, or [local] for Flink in this process."
                + " [auto] is the cluster that 'flink run' submits to, otherwise [local]."),
        number(
            FLINK_RUNNER,
            "parallelism",
            NO_DEFAULT,
            "subtasks",
            "Parallel subtasks of each stage. Default: all slots of the cluster that --flinkMaster"
                + " names, otherwise the number of processors."),
        option(
            FLINK_RUNNER,
            "filesToStage",
            NO_DEFAULT,
            "Jars to send to the cluster, separated by commas. Default: maskbeam-job.jar beside the"
                + " jar of this program, if --flinkMaster names a cluster."),
        option(
            FLINK_RUNNER,
            "attachedMode",
            "true",
            "Wait for the end of the job. With false, the command ends after submission: no"
                + " progress, no summary, and run.json keeps the state RUNNING."),
        option(
            FLINK_RUNNER,
            "executionModeForBatch",
            "BATCH_FORCED",
            "Data exchange between stages. BATCH_FORCED restarts only the stages that lost a"
                + " TaskManager, PIPELINED the whole job."),
        option(
            FLINK_RUNNER,
            "fasterCopy",
            "true",
            "Do not copy records between chained steps; Maskbeam never changes a record."),
        option(
            STORAGE,
            "awsRegion",
            NO_DEFAULT,
            "s3://: the AWS region. Default: AWS_REGION, the profile's, or the machine's."),
        option(
            STORAGE,
            "endpoint",
            NO_DEFAULT,
            "s3://: URL of an S3-compatible server such as MinIO or Ceph. Default: AWS."),
        option(
            STORAGE,
            "awsCredentialsProvider",
            NO_DEFAULT,
            "s3://: JSON that names a credentials provider by @type. Values with keys are refused."
                + " Default: the chain of the AWS SDK (environment, profile, role)."),
        number(
            STORAGE,
            "s3UploadBufferSizeBytes",
            "5242880",
            "bytes",
            "s3://: upload buffer of each file being written, at least 5242880. A file has at most"
                + " 10,000 parts of this size."),
        number(
            STORAGE,
            "s3ThreadPoolSize",
            "50",
            "threads",
            "s3://: concurrent S3 requests for listing, copying and deleting, in each process."),
        option(
            STORAGE, "s3StorageClass", "STANDARD", "s3://: the storage class of written objects."),
        option(
            STORAGE,
            "s3ClientFactoryClass",
            NO_DEFAULT,
            "s3://: the class that builds the S3 client. Default: Beam's; with --endpoint one that"
                + " puts the bucket into the path."),
        option(
            STORAGE,
            "SSEAlgorithm",
            NO_DEFAULT,
            "s3://: server-side encryption of written objects, AES256 or aws:kms. Default: the"
                + " bucket's."),
        option(
            STORAGE,
            "SSEKMSKeyId",
            NO_DEFAULT,
            "s3://: id of the KMS key for --SSEAlgorithm=aws:kms. Default: the bucket's."),
        option(
            STORAGE,
            "userAgent",
            NO_DEFAULT,
            "http(s)://: the header User-Agent of requests. Default: Maskbeam's name, version and"
                + " page."),
        option(
            STORAGE,
            "hdfsConfiguration",
            NO_DEFAULT,
            "hdfs://: JSON list of Hadoop configurations, as in '[{\"fs.defaultFS\":"
                + "\"hdfs://host:8020\"}]'; only in builds with -Phdfs. Default: HADOOP_CONF_DIR,"
                + " otherwise the cluster that the other options name."));
  }

  private static HelpOption option(
      HelpGroup group, String name, String defaultValue, String description) {
    return number(group, name, defaultValue, "", description);
  }

  private static HelpOption number(
      HelpGroup group, String name, String defaultValue, String unit, String description) {
    return HelpOption.of(group, name, defaultValue, unit, description);
  }
}
