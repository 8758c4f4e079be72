// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.beam.sdk.util.ReleaseInfo;
import picocli.CommandLine.IVersionProvider;

/** The versions of Maskbeam, Beam and Java. */
final class Version implements IVersionProvider {
  private static final String RESOURCE = "version.properties";

  /** The version of Maskbeam. */
  static String maskbeam() {
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("maskbeam");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "maskbeam " + maskbeam(),
      "Apache Beam " + ReleaseInfo.getReleaseInfo().getVersion(),
      "Java " + System.getProperty("java.version")
    };
  }
}
