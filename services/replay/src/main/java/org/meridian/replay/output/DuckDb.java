package org.meridian.replay.output;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.facts.Column;
import org.meridian.replay.facts.Column.Kind;
import org.meridian.replay.facts.FactSink;
import org.meridian.replay.facts.FactSource;
import org.meridian.replay.facts.FactSources;
import org.meridian.replay.problem.ReplayProblem;

/**
 * Facts as a table of DuckDB's, written by DuckDB itself to Parquet or to a database file. One thread fills blocks of
 * rows, DuckDB takes them in its own. It has 256 MB at the most.
 */
public final class DuckDb {

    private static final int ROWS = 2048;
    private static final int WAITING = 16;
    private static final String ROWS_HERE = "<rows>";

    /** Gives facts to a sink one by one; false when there are no more. */
    @FunctionalInterface
    public interface Supply {
        boolean next(FactSink sink);
    }

    /** The cells of up to {@link #ROWS} rows, column by column. */
    private static final class Block {
        int rows;
        final byte[][] @Nullable [] texts;
        final long[][] numbers;
        final boolean[][] present;

        final long[] sources = new long[ROWS];

        Block(int columns) {
            texts = new byte[columns][ROWS][];
            numbers = new long[columns][ROWS];
            present = new boolean[columns][ROWS];
        }
    }

    private final FactSources factSources;
    /** Those in which there is something. */
    private final List<Column> columns;
    private final BlockingQueue<Block> full = new ArrayBlockingQueue<>(WAITING);
    private final BlockingQueue<Block> empty = new ArrayBlockingQueue<>(WAITING + 2);
    private final Block end = new Block(0);
    private volatile @Nullable RuntimeException failure;
    private volatile boolean stopped;

    private DuckDb(FactSources factSources) {
        this.factSources = factSources;
        columns = factSources.columns().stream()
                .filter(column -> factSources.all().stream().anyMatch(source -> source.shows(column))).toList();
        for (int i = 0; i < WAITING + 1; i++) {
            empty.add(new Block(columns.size()));
        }
    }

    /**
     * Writes all facts to a Parquet file, compressed with zstd; the same facts become the same bytes.
     *
     * @param factSources all sources that the facts have
     */
    public static void writeParquet(Path file, FactSources factSources, Supply facts) {
        new DuckDb(factSources).write(
                "COPY (" + ROWS_HERE + ") TO '" + quoted(file) + "' (FORMAT parquet, COMPRESSION zstd)", file, facts);
    }

    /** Writes all facts to the table {@code facts} of a new database file, which DuckDB reads from its release 1.4 on. */
    public static void writeDatabase(Path file, FactSources factSources, Supply facts) {
        new DuckDb(factSources).write("ATTACH '" + quoted(file) + "' AS export (STORAGE_VERSION 'v1.4.0');"
                + "CREATE TABLE export.facts AS " + ROWS_HERE + "; DETACH export", file, facts);
    }

    /** A connection to a database in memory that takes no more than it may and one processor. */
    public static Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement sql = connection.createStatement()) {
            sql.execute("SET threads = 1");
            sql.execute("SET memory_limit = '256MB'");
            sql.execute("SET TimeZone = 'UTC'");
        }
        return connection;
    }

    public static String quoted(Path file) {
        return file.toString().replace("'", "''");
    }

    private void write(String statement, Path file, Supply facts) {
        Thread filler = Thread.ofPlatform().daemon().name("replay-fill").start(() -> fill(facts));
        try (Connection connection = connect(); Statement sql = connection.createStatement()) {
            DuckDBFunctions.tableFunction().withName("replayed").withFunction(new Rows()).register(connection);
            sql.execute(statement.replace(ROWS_HERE, select()));
        } catch (SQLException e) {
            rethrowFailure();
            throw new ReplayProblem("DuckDB cannot write " + file + " (" + e.getMessage()
                    + "): make space on its disk or give the right to write, and run the same command again.", e);
        } finally {
            stopped = true;
            filler.interrupt();
            join(filler);
        }
        rethrowFailure();
    }

    private void rethrowFailure() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String select() {
        List<String> items = new ArrayList<>(List.of(ofSource(FactSource::shortType) + " AS type",
                ofSource(FactSource::country) + " AS country", ofSource(FactSource::topic) + " AS topic"));
        for (Column column : factSources.columns()) {
            String name = '"' + column.name() + '"';
            if (!columns.contains(column)) {
                items.add("NULL::" + type(column.kind()) + " AS " + name);
            } else {
                items.add(column.kind() == Kind.TIME ? "make_timestamptz(" + name + ") AS " + name : name);
            }
        }
        return "SELECT " + String.join(", ", items) + " FROM replayed()";
    }

    /** What all facts of a source have in common crosses over as the number of that source. */
    private String ofSource(Function<FactSource, String> value) {
        return "(['" + factSources.all().stream().map(value).collect(Collectors.joining("', '")) + "'])[source + 1]";
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case TEXT -> "VARCHAR";
            case NUMBER -> "BIGINT";
            case DECIMAL -> "DOUBLE";
            case FLAG -> "BOOLEAN";
            case TIME -> "TIMESTAMPTZ";
        };
    }

    private void fill(Supply facts) {
        try {
            Filler filler = new Filler();
            Row row = new Row(factSources.columns(), filler::add);
            while (!stopped && facts.next(row)) {
                // The row was added while it was walked through.
            }
            full.put(filler.block);
            full.put(end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
            full.clear();
            full.add(end);
        }
    }

    private final class Filler {

        private Block block = taken();

        void add(Row row) {
            if (block.rows == ROWS) {
                given(block);
                block = taken();
            }
            int at = block.rows++;
            block.sources[at] = row.source().number();
            for (int i = 0; i < columns.size(); i++) {
                Column column = columns.get(i);
                boolean there = row.isPresent(column.index());
                block.present[i][at] = there;
                if (column.kind() == Kind.TEXT) {
                    block.texts[i][at] = there ? row.text(column.index()) : null;
                } else {
                    block.numbers[i][at] = row.number(column.index());
                }
            }
        }

        private Block taken() {
            try {
                Block next = empty.take();
                next.rows = 0;
                return next;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ReplayProblem("The replay was interrupted.", e);
            }
        }

        private void given(Block filled) {
            try {
                full.put(filled);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ReplayProblem("The replay was interrupted.", e);
            }
        }
    }

    private final class Rows implements DuckDBTableFunction<Object, Object, Object> {

        private boolean ended;

        @Override
        public Object bind(DuckDBTableFunctionBindInfo info) throws SQLException {
            info.addResultColumn("source", DuckDBColumnType.BIGINT);
            columns.forEach(column -> info.addResultColumn(column.name(), switch (column.kind()) {
                case TEXT -> DuckDBColumnType.VARCHAR;
                case NUMBER, TIME -> DuckDBColumnType.BIGINT;
                case DECIMAL -> DuckDBColumnType.DOUBLE;
                case FLAG -> DuckDBColumnType.BOOLEAN;
            }));
            return this;
        }

        @Override
        public Object init(DuckDBTableFunctionInitInfo info) {
            info.setMaxThreads(1);
            return this;
        }

        @Override
        public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter out) throws InterruptedException {
            if (ended) {
                return 0;
            }
            Block block = next();
            if (block == end) {
                ended = true;
                return 0;
            }
            DuckDBWritableVector first = out.vector(0);
            for (int row = 0; row < block.rows; row++) {
                first.setLong(row, block.sources[row]);
            }
            for (int i = 0; i < columns.size(); i++) {
                write(block, i, columns.get(i).kind(), out.vector(i + 1));
            }
            int rows = block.rows;
            empty.put(block);
            return rows;
        }

        private Block next() throws InterruptedException {
            Block block = full.poll(100, TimeUnit.MILLISECONDS);
            while (block == null) {
                block = full.poll(100, TimeUnit.MILLISECONDS);
            }
            return block;
        }

        private void write(Block block, int column, Kind kind, DuckDBWritableVector vector) {
            if (kind == Kind.TEXT) {
                writeTexts(block, column, vector);
                return;
            }
            for (int row = 0; row < block.rows; row++) {
                if (!block.present[column][row]) {
                    vector.setNull(row);
                } else {
                    switch (kind) {
                        case DECIMAL -> vector.setDouble(row, Double.longBitsToDouble(block.numbers[column][row]));
                        case FLAG -> vector.setBoolean(row, block.numbers[column][row] == 1);
                        default -> vector.setLong(row, block.numbers[column][row]);
                    }
                }
            }
        }

        /** A null in the batch is an empty cell. */
        @SuppressWarnings("NullAway")
        private void writeTexts(Block block, int column, DuckDBWritableVector vector) {
            vector.setStringUtf8Batch(0, java.util.Arrays.copyOf(block.texts[column], block.rows));
        }
    }
}
