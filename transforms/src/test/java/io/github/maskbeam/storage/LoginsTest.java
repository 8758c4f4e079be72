// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginsTest {
  @ParameterizedTest
  @CsvSource({
    "http://user:secret@host/a.jpg, http://***@host/a.jpg",
    "HTTPS://user:secret@host:8443/a.jpg, HTTPS://***@host:8443/a.jpg",
    "http://user:secret@[::1]:80/a.jpg, http://***@[::1]:80/a.jpg",
    "http://secret@host/a.jpg, http://***@host/a.jpg",
    "http://:secret@host, http://***@host",
    "http://user:se@cret@host/a@b.jpg, http://***@host/a@b.jpg",
    "http://user:secret@/a.jpg, http://***@/a.jpg",
    "http://user:sec/ret@host/a.jpg, http://***@host/a.jpg",
    "http://user:sec#ret@host/a.jpg, http://***@host/a.jpg",
    "http:/user:secret@host/a.jpg, http:/***@host/a.jpg",
    "http:///user:secret@host/a.jpg, http:///***@host/a.jpg",
    "http:\\\\user:secret@host/a.jpg, http:\\\\***@host/a.jpg",
    "http:user:secret@host/a.jpg, http:***@host/a.jpg",
    "ftp://user:secret@host/a.jpg, ftp://***@host/a.jpg",
    "s3://key:secret@bucket/a.jpg, s3://***@bucket/a.jpg",
    "hdfs://user:secret@host/a.jpg, hdfs://***@host/a.jpg",
    "file://user:secret@host/a.jpg, file://***@host/a.jpg"
  })
  void masksLogins(String uri, String masked) {
    assertThat(Logins.masked(uri), is(masked));
    assertThat("what is masked stays as it is", Logins.masked(masked), is(masked));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/photos/user:a@2x.png",
        "C:/photos/a@2x.png",
        "file:/photos/a@2x.png",
        "file:///photos/a:b@2x.png",
        "http://host/@user/a.jpg",
        "http://host:8080/a@2x.png",
        "http://host:/a@2x.png",
        "http://[::1]/a@2x.png",
        "http://host/a?mail=a:b@c",
        "s3://bucket/a:b@2x.png",
        "hdfs:/photos/a@2x.png",
        "hdfs://user@host:8020/a@2x.png",
        "IMG-12:30@2x.jpg"
      })
  void keepsUrisWithoutALogin(String uri) {
    assertThat(Logins.masked(uri), is(uri));
  }

  @Test
  void masksLoginsInMessages() {
    assertThat(
        Logins.maskedIn("--input=http://a:b@host/x cannot be listed, nor s3://c:d@e/f@g."),
        is("--input=http://***@host/x cannot be listed, nor s3://***@e/f@g."));
  }
}
