package org.meridian.eventlog.event;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.PreparedStatementSetter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The columns of a bulk statement, each with its name, its type and where its value comes from, so that no two can be
 * swapped. Immutable: every method that adds a column returns new ones.
 *
 * @param <T> what a row is made of
 */
public final class Columns<T> {

    /** @param expression what the column holds, of the array's element, which has the column's name */
    private record Column<T>(String name, String type, String expression,
            Function<? super T, ? extends @Nullable Object> value) {}

    private final List<Column<T>> columns;

    private Columns(List<Column<T>> columns) {
        this.columns = columns;
    }

    public static <T> Columns<T> of(Class<T> rows) {
        return new Columns<>(List.of());
    }

    public Columns<T> text(String name, Function<? super T, @Nullable String> value) {
        return and(name, "text", value);
    }

    public Columns<T> int4(String name, Function<? super T, @Nullable Integer> value) {
        return and(name, "int4", value);
    }

    public Columns<T> int8(String name, Function<? super T, @Nullable Long> value) {
        return and(name, "int8", value);
    }

    public Columns<T> uuid(String name, Function<? super T, @Nullable UUID> value) {
        return and(name, "uuid", value);
    }

    public Columns<T> bool(String name, Function<? super T, @Nullable Boolean> value) {
        return and(name, "bool", value);
    }

    public Columns<T> instant(String name, Function<? super T, @Nullable Instant> value) {
        return and(name, "timestamptz", value);
    }

    public Columns<T> date(String name, Function<? super T, @Nullable LocalDate> value) {
        return and(name, "date", value);
    }

    public Columns<T> bytes(String name, Function<? super T, byte @Nullable []> value) {
        return and(name, "bytea", value);
    }

    /** A {@code text[]}; it goes as one JSON text, since {@code unnest} would flatten an array of arrays. */
    public Columns<T> texts(String name, Function<? super T, @Nullable List<String>> value) {
        return and(new Column<>(name, "text",
                "CASE WHEN %1$s IS NOT NULL THEN ARRAY(SELECT jsonb_array_elements_text(%1$s::jsonb)) END"
                        .formatted(name),
                row -> json(value.apply(row))));
    }

    private static @Nullable String json(@Nullable List<String> texts) {
        return texts == null ? null : JsonMapper.shared().writeValueAsString(texts);
    }

    private Columns<T> and(String name, String type, Function<? super T, ? extends @Nullable Object> value) {
        return and(new Column<>(name, type, name, value));
    }

    private Columns<T> and(Column<T> column) {
        List<Column<T>> more = new ArrayList<>(columns);
        more.add(column);
        return new Columns<>(List.copyOf(more));
    }

    /**
     * The beginning of an INSERT of these columns, which a WHERE or an ON CONFLICT may follow. The rows are called
     * {@code r}.
     *
     * @param target the table, with an alias where the rest needs one: {@code post AS p}
     */
    public String insertInto(String target) {
        String names = joined(columns.stream().map(Column::name).toList());
        return "INSERT INTO %s (%s)%nSELECT %s FROM %s%n".formatted(target, names,
                joined(columns.stream().map(Column::expression).toList()), as("r"));
    }

    /** The rows as a table in a FROM or USING, with these columns' names. */
    public String as(String alias) {
        return table(" AS " + alias, List.of());
    }

    /** As {@link #as}, with a last column {@code position} that counts the rows from 1. */
    public String numbered(String alias) {
        return table(" WITH ORDINALITY AS " + alias, List.of("position"));
    }

    private String table(String alias, List<String> further) {
        return "unnest(%s)%s(%s)".formatted(joined(columns.stream().map(column -> "?").toList()), alias,
                joined(Stream.concat(columns.stream().map(Column::name), further.stream()).toList()));
    }

    /** @param sql has these columns once, by {@link #insertInto} or {@link #as}, and no other question mark */
    public BulkStatement bind(String sql, List<? extends T> rows) {
        return new BulkStatement(sql, parameters(rows));
    }

    /** For a query, as {@link #bind} is for a statement. */
    public PreparedStatementSetter binder(List<? extends T> rows) {
        List<ArrayParameter> parameters = parameters(rows);
        return statement -> BulkStatement.bind(statement, parameters);
    }

    /** The values for the question marks, column by column. */
    public List<ArrayParameter> parameters(List<? extends T> rows) {
        return columns.stream().map(column -> parameter(column, rows)).toList();
    }

    private static <T> ArrayParameter parameter(Column<T> column, List<? extends T> rows) {
        @Nullable
        Object[] values = column.type().equals("bytea") ? new byte[rows.size()][] : new @Nullable Object[rows.size()];
        Arrays.setAll(values, i -> column.value().apply(rows.get(i)));
        return new ArrayParameter(column.type(), values);
    }

    private static String joined(List<String> parts) {
        return parts.stream().collect(Collectors.joining(", "));
    }
}
