// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import com.sun.management.OperatingSystemMXBean;
import io.github.maskbeam.errors.Causes;
import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.output.InconsistentOutputException;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.pipeline.errors.NativeLibraries;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.schemas.MalformedRecordException;
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
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * An in-memory DuckDB with one view per table of an output.
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

  private OutputDatabase(Connection connection, TemporaryDirectory temporary) {
    this.connection = connection;
    this.temporary = temporary;
  }

  /**
   * Opens the committed tables of a run, and of its evaluation if there is one.
   *
   * @param messages receives progress of large copies
   * @throws UsageException if this jar has no DuckDB, or a table cannot be read
   */
  public static OutputDatabase open(CommittedOutput output, PrintStream messages)
      throws UsageException, IOException {
    requireDriver();
    TemporaryDirectory temporary = TemporaryDirectory.create();
    OutputDatabase database;
    try {
      database = new OutputDatabase(connect(temporary.path().resolve("spilled")), temporary);
    } catch (SQLException e) {
      temporary.close();
      throw new IOException("DuckDB does not start: " + Causes.firstLine(e), e);
    } catch (LinkageError e) {
      temporary.close();
      throw noNatives(e);
    }
    try {
      database.createViews(
          output, new TableFiles(output.layout().root(), temporary.path(), messages));
      return database;
    } catch (SQLException e) {
      database.close();
      throw new UsageException(
          ProblemCode.TABLES_DAMAGED,
          String.format(
              "The tables of %s cannot be read: %s. Run the same 'maskbeam segment' again to"
                  + " write them again.",
              output.layout().root(), Causes.firstLine(e)));
    } catch (InconsistentOutputException | MalformedRecordException e) {
      database.close();
      throw new UsageException(
          ProblemCode.OUTPUT_INCONSISTENT,
          e.getMessage() + ". Run 'maskbeam evaluate' again to write the tables again.");
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
    return !column("SELECT 1 FROM duckdb_views() WHERE view_name = '" + view + "'").isEmpty();
  }

  /** Whether a view has a column, which tables of earlier versions may not have. */
  boolean has(String view, String column) throws SQLException {
    return !column(
            "SELECT 1 FROM information_schema.columns WHERE table_schema = 'main' AND table_name = '"
                + view
                + "' AND column_name = '"
                + column
                + "'")
        .isEmpty();
  }

  private void createViews(CommittedOutput output, TableFiles files)
      throws SQLException, UsageException, IOException {
    create(TableGroup.RUN, output.tables(), files);
    execute(
        "CREATE VIEW failures AS SELECT image_uri, failure_code, failure_stage, failure_message,"
            + " * EXCLUDE (image_uri, failure_code, failure_stage, failure_message, status,"
            + " mask_uri, decode_ms, inference_ms) FROM images WHERE status = 'FAILED'");
    Optional<TableSet> evaluation = TableSet.committed(output.layout(), TableGroup.EVALUATION);
    if (evaluation.isPresent()) {
      create(TableGroup.EVALUATION, evaluation.get(), files);
    }
  }

  private void create(TableGroup group, TableSet tables, TableFiles files)
      throws SQLException, UsageException {
    for (Table table : group.tables()) {
      if (!tables.has(table)) {
        continue;
      }
      String list =
          files.of(table.view(), tables.files(table)).stream()
              .map(file -> Literals.text(file.toString()))
              .collect(Collectors.joining(", "));
      execute("CREATE VIEW " + table.view() + " AS FROM read_parquet([" + list + "])");
    }
  }

  private void execute(String sql) throws SQLException {
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
