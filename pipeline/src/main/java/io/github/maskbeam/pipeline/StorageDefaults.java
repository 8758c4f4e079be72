// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline;

import io.github.maskbeam.storage.PathStyleS3;
import io.github.maskbeam.storage.Schemes;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What suits storage, where the arguments do not say otherwise. */
public final class StorageDefaults {
  /**
   * As little as S3 allows; Beam's own default takes 64 MiB of heap for each mask being written.
   */
  private static final int S3_UPLOAD_BUFFER_BYTES = 5 << 20;

  private static final Pattern HDFS_CLUSTER = Pattern.compile("[=,](hdfs://[^/,]+)/");

  private StorageDefaults() {}

  /** The options to add to these arguments. */
  public static List<String> of(List<String> arguments, Map<String, String> environment) {
    DefaultArguments defaults = DefaultArguments.beside(arguments);
    defaults.add("--s3UploadBufferSizeBytes", S3_UPLOAD_BUFFER_BYTES);
    if (arguments.stream().anyMatch(argument -> argument.startsWith("--endpoint="))) {
      defaults.add("--s3ClientFactoryClass", PathStyleS3.class.getName());
    }
    Matcher cluster = HDFS_CLUSTER.matcher(String.join(" ", arguments));
    if (Schemes.hasHadoop()
        && cluster.find()
        && !environment.containsKey("HADOOP_CONF_DIR")
        && !environment.containsKey("YARN_CONF_DIR")) {
      defaults.add("--hdfsConfiguration", "[{\"fs.defaultFS\":\"" + cluster.group(1) + "\"}]");
    }
    return defaults.added();
  }
}
