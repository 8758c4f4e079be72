// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SchemesTest {
  @BeforeAll
  static void readyFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @Test
  void pathsAndKnownSchemesMissNothing() {
    for (String uri : new String[] {"/a/b.jpg", "C:\\a.jpg", "file:///a", "http://host/a.jpg"}) {
      assertThat(uri, Schemes.gap(uri), is(Optional.empty()));
      assertThat(uri, Schemes.missing(uri), is(Optional.empty()));
    }
  }

  @Test
  void anUnknownSchemeNamesThoseThatAreKnown() {
    assertThat(Schemes.gap("FTP://host/a.jpg"), is(Optional.of(Schemes.Gap.UNKNOWN)));
    assertThat(
        Schemes.missing("FTP://host/a.jpg"),
        is(
            Optional.of(
                "ftp:// is an unsupported scheme; Maskbeam supports paths, s3://, hdfs://, gs://, http:// and"
                    + " https://")));
  }

  @Test
  void aSchemeOfAnotherBuildNamesItsProfile() {
    assertThat(Schemes.gap("gs://bucket/a.jpg"), is(Optional.of(Schemes.Gap.NOT_IN_JAR)));
    assertThat(
        Schemes.missing("gs://bucket/a.jpg"),
        is(
            Optional.of(
                "gs:// is not supported by this jar; build one that supports it with ./mvnw -Pgs package")));
  }

  @Test
  void aHadoopClusterThatIsNotConfiguredNamesTheSetting() {
    assertThat(Schemes.gap("viewfs://x/a.jpg"), is(Optional.of(Schemes.Gap.NOT_CONFIGURED)));
    assertThat(
        Schemes.missing("viewfs://x/a.jpg"),
        is(
            Optional.of(
                "viewfs:// needs the address of a cluster; set HADOOP_CONF_DIR, or give"
                    + " --hdfsConfiguration='[{\"fs.defaultFS\":\"viewfs://namenode:8020\"}]'")));
  }
}
