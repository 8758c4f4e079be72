// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URI of a file in a tar or zip archive: the path or URI of the archive, an exclamation mark,
 * and the name of the member, as in {@code s3://bucket/shards/00000.tar!000000012.jpg}. The name of
 * an archive ends with {@code .tar} or {@code .zip}, in upper or lower case.
 */
@AutoValue
public abstract class MemberUri {
  private static final Pattern MEMBER =
      Pattern.compile("(.+?\\.(?:tar|zip))!(.+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern ARCHIVE =
      Pattern.compile(".+\\.(?:tar|zip)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern STREAM =
      Pattern.compile(
          ".+\\.(?:tar\\.(?:gz|bz2|xz|zst|lz4|z)|t[gbx]z2?|tzst)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Programs write names with these before them, which mean the same. */
  private static final Pattern SAME_DIRECTORY = Pattern.compile("^(?:\\.?/+)+");

  MemberUri() {}

  /** The parts of a URI of a member. Empty for a path or URI of any other kind. */
  public static Optional<MemberUri> of(String uri) {
    Matcher parts = MEMBER.matcher(uri);
    return parts.matches()
        ? Optional.of(new AutoValue_MemberUri(parts.group(1), canonical(parts.group(2))))
        : Optional.empty();
  }

  /** The URI of a member with a name as the archive has it. */
  static MemberUri of(String archive, String name) {
    return new AutoValue_MemberUri(archive, canonical(name));
  }

  /** Whether a path, URI or pattern has the name of an archive whose members can be read. */
  public static boolean isArchive(String uri) {
    return ARCHIVE.matcher(Uris.withoutQuery(uri)).matches();
  }

  /** Whether a path, URI or pattern has the name of an archive that is compressed as a whole. */
  public static boolean isCompressedStream(String uri) {
    return STREAM.matcher(Uris.withoutQuery(uri)).matches();
  }

  /** The path or URI of the archive. */
  public abstract String archive();

  /** The name of the member, relative to the root of the archive. */
  public abstract String member();

  /** The same member of the archive with another path or URI. */
  MemberUri in(String otherArchive) {
    return new AutoValue_MemberUri(otherArchive, member());
  }

  @Override
  public final String toString() {
    return archive() + "!" + member();
  }

  private static String canonical(String name) {
    return SAME_DIRECTORY.matcher(name).replaceFirst("");
  }
}
