// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Hides credentials in arguments and messages. */
public final class Secrets {
  /** Options whose value may contain a credential. */
  private static final Pattern SECRET_OPTION =
      Pattern.compile(
          "(?is)(--[^=]*(?:credential|secret|password|token|key|configuration)[^=]*=).*");

  private static final Pattern LOGIN = Pattern.compile("(://)[^/@\\s]*@");
  private static final Pattern QUERY = Pattern.compile("(?i)(https?://[^?\\s]*\\?)\\S*");

  private static final Pattern KEY_IN_VALUE =
      Pattern.compile(
          "(?i)secretAccessKey|StaticCredentialsProvider|secret\\.key|webIdentityToken\"");

  private Secrets() {}

  /** The arguments without credentials. */
  public static String masked(List<String> arguments) {
    return arguments.stream().map(Secrets::masked).collect(Collectors.joining(" "));
  }

  /** A value or message without credentials. */
  public static String masked(String text) {
    String shown = SECRET_OPTION.matcher(text).replaceFirst("$1…");
    return QUERY.matcher(LOGIN.matcher(shown).replaceAll("$1…@")).replaceAll("$1…");
  }

  /**
   * Rejects keys in arguments. They are visible to all users of the machine in the list of
   * processes, and to all users of a cluster in the configuration of the job.
   */
  public static void refuse(List<String> arguments) throws UsageException {
    for (String argument : arguments) {
      if (KEY_IN_VALUE.matcher(argument).find()) {
        throw new UsageException(
            ProblemCode.SECRET_IN_ARGUMENT,
            argument.split("=", 2)[0]
                + " contains a key that other users of this machine or cluster could read. Omit it,"
                + " and set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or use a profile"
                + " (AWS_PROFILE), or a role of the machine.");
      }
    }
  }
}
