// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.FileNotFoundException;

/** Thrown if an archive exists, but not the member. */
final class NoSuchMemberException extends FileNotFoundException {
  private static final long serialVersionUID = 1L;

  NoSuchMemberException(MemberUri uri) {
    super("The archive has no member " + uri.member());
  }
}
