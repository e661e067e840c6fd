package org.meridian.eventlog.sample;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.meridian.eventlog.event.Column;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Rows;
import org.meridian.eventlog.event.Write;
import org.meridian.events.posts.Kind;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.events.posts.PostWords;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of the sample service. Its tables refuse a post of kind UNKNOWN, and {@link #BROKEN} breaks its code. */
public record Notes(int codeVersion) implements Rows {

    public static final String SERVICE = "notes";
    public static final String BROKEN = "uk-broken";
    private static final Instant START = Instant.parse("2026-03-01T12:00:00.000001Z");

    public static Entry published(String id, int version) {
        return published(id, version, "", Kind.DISCUSSION);
    }

    /** @param other tells apart two facts that claim the same version */
    public static Entry published(String id, int version, String other, Kind kind) {
        return Entry.of(Topics.SHARED_POSTS,
                PostPublished.newBuilder().setEventId(eventId(id, version, other)).setId(id)
                        .setVersion(version).setOccurredAt(START.plusSeconds(version)).setActorId(author(id))
                        .setGroupId("uk-group").setKind(kind).setMembershipVersion(1).build());
    }

    public static Entry withdrawn(String id, int version) {
        return Entry.of(Topics.SHARED_POSTS, PostWithdrawn.newBuilder().setEventId(eventId(id, version, "")).setId(id)
                .setVersion(version).setOccurredAt(START.plusSeconds(version)).setActorId(author(id))
                .setGroupId("uk-group").build());
    }

    public static Entry words(String id, int version, String body) {
        return Entry.of(Topics.SHARED_WORDS,
                PostWords.newBuilder().setId(id).setVersion(version).setBody(body).build());
    }

    private static UUID eventId(String id, int version, String other) {
        return UUID.nameUUIDFromBytes((id + version + other).getBytes(StandardCharsets.UTF_8));
    }

    private static String author(String id) {
        return id.substring(0, id.indexOf('-')) + "-author";
    }

    /** Makes the tables, as a start of the service does. */
    public static void migrate(DataSource dataSource) {
        for (String folder : List.of("eventlog", SERVICE)) {
            Flyway.configure().dataSource(dataSource).schemas(SERVICE).defaultSchema(SERVICE).createSchemas(true)
                    .table("flyway_" + folder).locations("classpath:db/" + folder).baselineOnMigrate(true)
                    .baselineVersion("0").load().migrate();
        }
    }

    /** Every row of the service's own tables and the versions of its aggregates, sorted. */
    public static List<String> rows(JdbcTemplate jdbc) {
        return jdbc.query("""
                SELECT 'note ' || n::text FROM notes.note n
                UNION ALL SELECT 'words ' || w::text FROM notes.note_words w
                UNION ALL SELECT 'aggregate ' || id || ' ' || version || ' ' || event_ids::text FROM notes.aggregate
                ORDER BY 1""", (row, i) -> String.valueOf(row.getString(1)));
    }

    @Override
    public List<Write> on(List<Entry> entries) {
        return entries.stream().flatMap(entry -> switch (entry.body()) {
            case PostPublished post -> List.of(note(entry, post.getKind().name(), false)).stream();
            case PostWithdrawn post -> List.of(note(entry, "WITHDRAWN", true), noWords(post.getId())).stream();
            case PostWords words -> List.of(words(words)).stream();
            default -> throw new IllegalArgumentException("not a note's: " + entry.body());
        }).toList();
    }

    private static Write note(Entry entry, String kind, boolean withdrawn) {
        if (entry.id().equals(BROKEN)) {
            throw new IllegalStateException("the code that makes rows has a mistake");
        }
        List<Entry> one = List.of(entry);
        return Write.of("""
                INSERT INTO notes.note AS n SELECT * FROM unnest(?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET version = excluded.version, withdrawn = excluded.withdrawn""",
                Column.text(one, Entry::id), Column.ints(one, Entry::version), Column.text(one, it -> kind),
                Column.booleans(one, it -> withdrawn));
    }

    /** The newest words win, and withdrawn ones never come back. */
    private static Write words(PostWords words) {
        List<PostWords> one = List.of(words);
        return Write.of("""
                INSERT INTO notes.note_words AS w SELECT * FROM unnest(?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body
                  WHERE w.version < excluded.version""", Column.text(one, PostWords::getId),
                Column.ints(one, PostWords::getVersion), Column.text(one, PostWords::getBody));
    }

    private static Write noWords(String noteId) {
        List<String> one = List.of(noteId);
        return Write.of("""
                INSERT INTO notes.note_words SELECT id, 2147483647, NULL FROM unnest(?) AS w(id)
                ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = NULL""", Column.text(one, id -> id));
    }

    @Override
    public List<String> speaksFor(Entry entry) {
        return entry instanceof Entry.Fact fact ? List.of(fact.actorId()) : List.of();
    }

    @Override
    public List<String> tables() {
        return List.of("note", "note_words");
    }
}
