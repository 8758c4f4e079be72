// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import io.github.maskbeam.pipeline.errors.UsageException;
import java.sql.SQLException;
import java.util.List;

/** A frequent question with an option of its own: the SQL that answers it. */
public interface Question {
  /**
   * The queries whose results, in order, are the answer.
   *
   * @throws UsageException if the question names a class or image that the output does not have
   */
  List<String> sql(OutputDatabase database, Format format) throws SQLException, UsageException;
}
