package org.meridian.eventlog.sample;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.events.posts.Kind;
import org.meridian.events.posts.PostContent;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of the sample service. Its tables refuse a post of kind UNKNOWN, and {@link #BROKEN} breaks its code. */
public record Notes(int codeVersion) implements ReadModel {

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

    public static Entry content(String id, int version, String body) {
        return Entry.of(Topics.SHARED_CONTENT,
                PostContent.newBuilder().setId(id).setVersion(version).setBody(body).build());
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
                UNION ALL SELECT 'content ' || w::text FROM notes.note_content w
                UNION ALL SELECT 'aggregate ' || id || ' ' || version || ' ' || event_ids::text FROM notes.aggregate
                ORDER BY 1""", (row, i) -> String.valueOf(row.getString(1)));
    }

    @Override
    public List<BulkStatement> on(List<Entry> entries) {
        return entries.stream().flatMap(entry -> switch (entry.body()) {
            case PostPublished post -> List.of(note(entry, post.getKind().name(), false)).stream();
            case PostWithdrawn post -> List.of(note(entry, "WITHDRAWN", true), noContent(post.getId())).stream();
            case PostContent content -> List.of(content(content)).stream();
            default -> throw new IllegalArgumentException("not a note's: " + entry.body());
        }).toList();
    }

    private static BulkStatement note(Entry entry, String kind, boolean withdrawn) {
        if (entry.id().equals(BROKEN)) {
            throw new IllegalStateException("the code that makes rows has a mistake");
        }
        List<Entry> one = List.of(entry);
        return BulkStatement.of("""
                INSERT INTO notes.note AS n SELECT * FROM unnest(?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET version = excluded.version, withdrawn = excluded.withdrawn""",
                ArrayParameter.text(one, Entry::id), ArrayParameter.ints(one, Entry::version),
                ArrayParameter.text(one, it -> kind),
                ArrayParameter.booleans(one, it -> withdrawn));
    }

    /** The newest content win, and withdrawn ones never come back. */
    private static BulkStatement content(PostContent content) {
        List<PostContent> one = List.of(content);
        return BulkStatement.of("""
                INSERT INTO notes.note_content AS w SELECT * FROM unnest(?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body
                  WHERE w.version < excluded.version""", ArrayParameter.text(one, PostContent::getId),
                ArrayParameter.ints(one, PostContent::getVersion), ArrayParameter.text(one, PostContent::getBody));
    }

    private static BulkStatement noContent(String noteId) {
        List<String> one = List.of(noteId);
        return BulkStatement.of("""
                INSERT INTO notes.note_content SELECT id, 2147483647, NULL FROM unnest(?) AS w(id)
                ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = NULL""",
                ArrayParameter.text(one, id -> id));
    }

    @Override
    public List<String> speaksFor(Entry entry) {
        return entry instanceof Entry.Fact fact ? List.of(fact.actorId()) : List.of();
    }

    @Override
    public List<String> tables() {
        return List.of("note", "note_content");
    }
}
