// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import com.sun.management.OperatingSystemMXBean;
import io.github.maskbeam.errors.Causes;
import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.pipeline.errors.NativeLibraries;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * An in-memory DuckDB with one view per table of one or more outputs.
 *
 * <p>The output is only read, unless the SQL contains COPY … TO: SQL runs with the permissions of
 * the user. Nothing is downloaded unless the SQL contains INSTALL.
 *
 * <p>For one thread. The caller closes it: it owns native memory and a temporary directory.
 */
public final class OutputDatabase implements AutoCloseable {
  private static final String DRIVER = "org.duckdb.DuckDBDriver";
  private static final long LEAST_MEMORY_BYTES = 256L << 20;

  /** The prefix of DuckDB's messages in streaming mode. */
  private static final String INNER_ERROR = "pending query result\nError: ";

  private final Connection connection;
  private final TemporaryDirectory temporary;
  private final QueriedOutputs outputs;

  private OutputDatabase(
      Connection connection, TemporaryDirectory temporary, QueriedOutputs outputs) {
    this.connection = connection;
    this.temporary = temporary;
    this.outputs = outputs;
  }

  /**
   * Opens the committed tables of a run, and of its evaluation if there is one.
   *
   * @param messages receives progress of large copies
   * @throws UsageException if this jar has no DuckDB, or a table cannot be read
   */
  public static OutputDatabase open(CommittedOutput output, PrintStream messages)
      throws UsageException, IOException {
    return open(QueriedOutputs.of(output), messages);
  }

  /**
   * Opens the committed tables of one or more runs, and of their evaluations. The views of several
   * outputs have the rows of all, with the name of theirs in column "output", except
   * class_coverage, which has a row per class.
   *
   * @param messages receives progress of large copies
   * @throws UsageException if this jar has no DuckDB, a table cannot be read, or the outputs cannot
   *     be read together
   */
  public static OutputDatabase open(QueriedOutputs outputs, PrintStream messages)
      throws UsageException, IOException {
    requireDriver();
    TemporaryDirectory temporary = TemporaryDirectory.create();
    OutputDatabase database;
    try {
      Connection connection = connect(temporary.path().resolve("spilled"));
      database = new OutputDatabase(connection, temporary, outputs);
    } catch (SQLException e) {
      temporary.close();
      throw new IOException("DuckDB does not start: " + Causes.firstLine(e), e);
    } catch (LinkageError e) {
      temporary.close();
      throw noNatives(e);
    }
    try {
      new OutputViews(database, temporary.path(), messages).create(outputs);
      return database;
    } catch (UsageException | IOException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** The version of DuckDB. */
  public static String version() throws UsageException, SQLException {
    requireDriver();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      return connection.getMetaData().getDatabaseProductVersion();
    } catch (LinkageError e) {
      throw noNatives(e);
    }
  }

  /** Runs SQL; the caller closes the statement. */
  public Statement statement() throws SQLException {
    return connection.createStatement();
  }

  /** The first column of all rows of a query, as text. */
  public List<String> column(String sql) throws SQLException {
    try (Statement statement = statement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (result.next()) {
        values.add(result.getString(1));
      }
      return values;
    }
  }

  /** One line per view: its name and columns. */
  public List<String> describe() throws SQLException {
    return column(
        "SELECT format('{:<18} {}', table_name,"
            + " string_agg(column_name, ', ' ORDER BY ordinal_position))"
            + " FROM information_schema.columns WHERE table_schema = 'main'"
            + " GROUP BY table_name ORDER BY table_name");
  }

  /** Whether there is a view of this name. */
  public boolean has(String view) throws SQLException {
    return hasView("main", view);
  }

  /** Whether a view has a column, which tables of earlier versions may not have. */
  boolean has(String view, String column) throws SQLException {
    return !column(
            String.format(
                "SELECT 1 FROM information_schema.columns WHERE table_schema = 'main'"
                    + " AND table_name = %s AND column_name = %s",
                Literals.text(view), Literals.text(column)))
        .isEmpty();
  }

  /** Whether a schema has a view. */
  boolean hasView(String schema, String view) throws SQLException {
    return !column(
            String.format(
                "SELECT 1 FROM duckdb_views() WHERE schema_name = %s AND view_name = %s",
                Literals.text(schema), Literals.text(view)))
        .isEmpty();
  }

  /** Whether there are several outputs, whose rows have a column {@code output}. */
  boolean isOfSeveral() {
    return outputs.areSeveral();
  }

  /** What users should know about outputs that are read together; nothing about a single one. */
  public List<Problem> warnings() throws SQLException {
    return isOfSeveral() ? CombinedViews.warnings(this, outputs) : List.of();
  }

  /** Runs a statement without a result. */
  void execute(String sql) throws SQLException {
    try (Statement statement = statement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(Path spilled) throws SQLException {
    Properties properties = new Properties();
    // Otherwise the whole result is buffered before its first row is returned.
    properties.setProperty("jdbc_stream_results", "true");
    Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
    try (Statement settings = connection.createStatement()) {
      settings.execute("SET autoinstall_known_extensions = false");
      settings.execute("SET autoload_known_extensions = false");
      settings.execute("SET TimeZone = 'UTC'");
      settings.execute("SET threads = " + Runtime.getRuntime().availableProcessors());
      settings.execute(
          String.format(Locale.ROOT, "SET memory_limit = '%dMB'", memoryLimitBytes() >> 20));
      settings.execute("SET temp_directory = " + Literals.text(spilled.toString()));
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Half of the memory of the machine or container; larger data is spilled to disk. */
  private static long memoryLimitBytes() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return Math.max(LEAST_MEMORY_BYTES, system.getTotalPhysicalMemorySize() / 2);
  }

  private static void requireDriver() throws UsageException {
    try {
      Class.forName(DRIVER);
    } catch (ClassNotFoundException e) {
      throw new UsageException(
          ProblemCode.QUERIES_NOT_IN_JAR,
          "This jar has no DuckDB, as is right for a cluster's job jar. Query with maskbeam.jar.");
    } catch (LinkageError e) {
      throw noNatives(e);
    }
  }

  private static UsageException noNatives(LinkageError e) {
    return new UsageException(List.of(NativeLibraries.notLoaded("DuckDB", e)));
  }

  /** DuckDB's own message, without the text that JDBC adds. */
  public static String reason(SQLException e) {
    String message = String.valueOf(e.getMessage());
    int start = message.indexOf(INNER_ERROR);
    return start < 0 ? message : message.substring(start + INNER_ERROR.length());
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException("DuckDB does not close: " + Causes.firstLine(e), e);
    } finally {
      temporary.close();
    }
  }
}
