// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** An HDFS of one NameNode and one DataNode on loopback: Hadoop's own mini cluster. */
public final class HdfsServer implements AutoCloseable {
  private static final Pattern STARTED = Pattern.compile("namenode on port (\\d+)");

  private final ServerProcess process;
  private final String uri;

  private HdfsServer(ServerProcess process, String uri) {
    this.process = process;
    this.uri = uri;
  }

  /** Starts one that keeps its blocks in this directory. */
  public static HdfsServer start(Path directory) throws IOException {
    ServerProcess process =
        ServerProcess.start(
            List.of(
                "java",
                "-Xmx512m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
                "-Dtest.build.data=" + directory,
                "-cp",
                ServerProcess.jars().resolve("hadoop-client-minicluster.jar")
                    + File.pathSeparator
                    + ServerProcess.jars().resolve("junit4.jar")
                    + File.pathSeparator
                    + System.getProperty("java.class.path"),
                "org.apache.hadoop.test.MiniDFSClusterManager",
                "-format",
                "-datanodes",
                "1"));
    return new HdfsServer(process, "hdfs://localhost:" + process.await(STARTED).group(1));
  }

  /** {@code hdfs://host:port}. */
  public String uri() {
    return uri;
  }

  /** A client without Beam. */
  public FileSystem client() throws IOException {
    return FileSystem.newInstance(java.net.URI.create(uri), new Configuration());
  }

  /** Writes a file. */
  public void put(String path, byte[] content) throws IOException {
    try (FileSystem files = client();
        OutputStream out = files.create(new org.apache.hadoop.fs.Path(path))) {
      out.write(content);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
