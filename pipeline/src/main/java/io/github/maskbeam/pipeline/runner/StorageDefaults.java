// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.runner;

import io.github.maskbeam.storage.PathStyleS3;
import io.github.maskbeam.storage.Schemes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Default options of storage. */
public final class StorageDefaults {
  /** The minimum of S3. Beam's default uses 64 MiB of heap per file being written. */
  private static final int S3_UPLOAD_BUFFER_BYTES = 5 << 20;

  private static final Pattern HDFS_CLUSTER = Pattern.compile("[=,](hdfs://[^/,]+)/");

  private static final String UNUSED_REGION = "us-east-1";

  /** Variables that determine the region without a request. */
  private static final List<String> REGION_VARIABLES = List.of("AWS_REGION", "AWS_PROFILE");

  private StorageDefaults() {}

  /**
   * The options to add to these arguments.
   *
   * @param uris that are read or written besides those in the arguments
   */
  public static List<String> of(
      List<String> arguments, List<String> uris, Map<String, String> environment) {
    DefaultArguments defaults = DefaultArguments.beside(arguments);
    defaults.add("--s3UploadBufferSizeBytes", S3_UPLOAD_BUFFER_BYTES);
    if (arguments.stream().anyMatch(argument -> argument.startsWith("--endpoint="))) {
      defaults.add("--s3ClientFactoryClass", PathStyleS3.class.getName());
    }
    List<String> all = new ArrayList<>(arguments);
    uris.forEach(uri -> all.add("=" + uri));
    if (all.stream().noneMatch(StorageDefaults::mayNeedRegion)
        && REGION_VARIABLES.stream().noneMatch(environment::containsKey)) {
      // Beam always creates an S3 client. Without a region the client sends a request to the EC2
      // metadata address, which takes seconds outside of EC2.
      defaults.add("--awsRegion", UNUSED_REGION);
    }
    Matcher cluster = HDFS_CLUSTER.matcher(String.join(" ", all));
    if (Schemes.hasHadoop()
        && cluster.find()
        && !environment.containsKey("HADOOP_CONF_DIR")
        && !environment.containsKey("YARN_CONF_DIR")) {
      defaults.add("--hdfsConfiguration", "[{\"fs.defaultFS\":\"" + cluster.group(1) + "\"}]");
    }
    return defaults.added();
  }

  /** A manifest may contain S3 URIs. */
  private static boolean mayNeedRegion(String argument) {
    return argument.contains("s3://") || argument.startsWith("--manifest");
  }
}
