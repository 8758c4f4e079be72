// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import io.github.maskbeam.pipeline.errors.UsageException;
import java.sql.SQLException;
import java.util.List;

/** A question that is asked so often that it has an option: the SQL that answers it. */
public interface Question {
  /**
   * The queries whose results, one after the other, are the answer.
   *
   * @throws UsageException if the question names what the output does not have
   */
  List<String> sql(OutputDatabase database, Format format) throws SQLException, UsageException;
}
