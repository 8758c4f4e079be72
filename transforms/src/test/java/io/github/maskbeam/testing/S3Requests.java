// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Records the HTTP requests of all S3 clients of this JVM. Amazon's SDK finds it by name. Each
 * client has an instance; all have the same record.
 */
public final class S3Requests implements ExecutionInterceptor {
  private static final Queue<String> REQUESTS = new ConcurrentLinkedQueue<>();

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    REQUESTS.add(
        context.httpRequest().method() + " " + context.httpRequest().getUri().getRawPath());
  }

  /** Forgets all requests up to now. */
  public static void forget() {
    REQUESTS.clear();
  }

  /** The methods of the requests for paths that match a pattern, sorted. */
  public static List<String> of(String pattern) {
    return REQUESTS.stream()
        .filter(request -> request.matches("[A-Z]+ " + pattern))
        .map(request -> request.substring(0, request.indexOf(' ')))
        .sorted()
        .collect(Collectors.toList());
  }
}
