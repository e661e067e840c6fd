package org.meridian.replay.reporting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.meridian.replay.exporting.Format;
import org.meridian.replay.exporting.Manifest;
import org.meridian.replay.facts.Column;
import org.meridian.replay.output.DuckDb;
import org.meridian.replay.problem.ReplayProblem;

/** Runs a folder of SQL files over an export of any format, by DuckDB in memory, and puts the answers on a page. */
public final class AnalyticsReport {

    private static final String SETUP = "-setup.sql";

    record Answer(Question question, List<String> columns, List<List<Object>> rows) {}

    private final Path queries;

    /** @param queries files {@code *.sql}, run by name; what ends in {@code -setup.sql} prepares and has no answer */
    public AnalyticsReport(Path queries) {
        this.queries = queries;
    }

    /** Writes the page; an export that is not changed gives the same page again. */
    public void write(Path export, Path page) {
        Manifest manifest = Manifest.in(export);
        List<Answer> answers = new ArrayList<>();
        try (Connection connection = DuckDb.connect(); Statement sql = connection.createStatement()) {
            sql.execute(facts(export, manifest.request().format()));
            for (Path file : files()) {
                answers.addAll(run(file, Files.readString(file), sql));
            }
            Files.writeString(page, Page.of(source(manifest), answers));
        } catch (SQLException e) {
            throw new ReplayProblem("The facts in " + export + " cannot be read (" + e.getMessage() + ").", e);
        } catch (IOException e) {
            throw new ReplayProblem("The report cannot be written to " + page + ", or its SQL cannot be read ("
                    + e.getMessage() + ").", e);
        }
    }

    private static List<Answer> run(Path file, String text, Statement sql) {
        try {
            if (file.toString().endsWith(SETUP)) {
                sql.execute(text);
                return List.of();
            }
            try (ResultSet rows = sql.executeQuery(text)) {
                return List.of(answer(Question.of(file, text), rows));
            }
        } catch (SQLException e) {
            throw new ReplayProblem(file + " is no SQL that can be run here: " + e.getMessage(), e);
        }
    }

    private static Answer answer(Question question, ResultSet rows) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            columns.add(rows.getMetaData().getColumnLabel(i));
        }
        List<List<Object>> cells = new ArrayList<>();
        while (rows.next()) {
            List<Object> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                Object cell = rows.getObject(i);
                row.add(cell == null ? "" : cell);
            }
            cells.add(row);
        }
        return new Answer(question, columns, cells);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(queries)) {
            return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
        }
    }

    private static String source(Manifest manifest) {
        return "%,d facts of %s, as the node %s had them; %s.".formatted(manifest.counts().exported(),
                String.join(", ", manifest.counts().byCountry().keySet()), manifest.plan().node(), manifest.tool());
    }

    /** The table {@code facts}, with the columns of a table also where the file has lines of JSON. */
    private static String facts(Path export, Format format) {
        String file = "'" + DuckDb.quoted(export.resolve(format.file())) + "'";
        return switch (format) {
            case PARQUET -> "CREATE TABLE facts AS FROM read_parquet(" + file + ")";
            case DUCKDB -> "ATTACH " + file + " AS export (READ_ONLY); CREATE TABLE facts AS FROM export.facts";
            case CSV -> "CREATE TABLE facts AS FROM read_csv(" + file + ", header = true, columns = {"
                    + "'type': 'VARCHAR', 'country': 'VARCHAR', 'topic': 'VARCHAR', " + types(": ", "'") + "})";
            case NDJSON -> """
                    CREATE TABLE facts AS SELECT split_part(type, '.', -1) AS type, country, topic, data.*
                    FROM read_json(%s, format = 'newline_delimited', columns = {
                        type: 'VARCHAR', country: 'VARCHAR', topic: 'VARCHAR', data: 'STRUCT(%s)'})"""
                    .formatted(file, types(" ", ""));
        };
    }

    private static String types(String between, String quote) {
        return Column.all().stream().map(column -> {
            String type = switch (column.kind()) {
                case TEXT -> "VARCHAR";
                case NUMBER -> "BIGINT";
                case DECIMAL -> "DOUBLE";
                case FLAG -> "BOOLEAN";
                case TIME -> "TIMESTAMPTZ";
            };
            String name = quote.isEmpty() ? '"' + column.name() + '"' : quote + column.name() + quote;
            return name + between + quote + type + quote;
        }).collect(Collectors.joining(", "));
    }
}
