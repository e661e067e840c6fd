package org.meridian.eventlog.sample;

import static org.meridian.testing.TestIds.id;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.events.posts.Kind;
import org.meridian.events.posts.PostContent;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.meridian.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of the sample service. Its tables refuse a post of kind UNKNOWN, and {@link #BROKEN} breaks its code. */
public record Notes(int codeVersion) implements ReadModel {

    public static final String SERVICE = "notes";
    public static final String BROKEN = id("uk-broken");
    private static final Instant START = Instant.parse("2026-03-01T12:00:00.000001Z");

    public static Entry published(String id, int version) {
        return published(id, version, "", Kind.DISCUSSION);
    }

    /** @param other tells apart two facts that claim the same version */
    public static Entry published(String id, int version, String other, Kind kind) {
        return Entry.of(Topics.SHARED_POSTS,
                PostPublished.newBuilder().setEventId(eventId(id, version, other)).setId(id)
                        .setVersion(version).setOccurredAt(START.plusSeconds(version)).setActorId(author(id))
                        .setGroupId(id("uk-group")).setKind(kind).setMembershipVersion(1).build());
    }

    public static Entry withdrawn(String id, int version) {
        return Entry.of(Topics.SHARED_POSTS, PostWithdrawn.newBuilder().setEventId(eventId(id, version, "")).setId(id)
                .setVersion(version).setOccurredAt(START.plusSeconds(version)).setActorId(author(id))
                .setGroupId(id("uk-group")).build());
    }

    public static Entry content(String id, int version, String body) {
        return Entry.of(Topics.SHARED_CONTENT,
                PostContent.newBuilder().setId(id).setVersion(version).setBody(body).build());
    }

    private static UUID eventId(String id, int version, String other) {
        return UUID.nameUUIDFromBytes((id + version + other).getBytes(StandardCharsets.UTF_8));
    }

    private static String author(String id) {
        return id(Ids.home(id) + "-author");
    }

    /** With the tables, as a start of the service makes them. */
    public static Database database(TestDatabase database, int connections) {
        var made = new Database(SERVICE, database.pool(SERVICE, connections));
        made.start();
        return made;
    }

    /** Every row of the service's own tables and the versions of its aggregates, sorted. */
    public static List<String> rows(JdbcTemplate jdbc) {
        return jdbc.query("""
                SELECT 'note ' || n::text FROM note n
                UNION ALL SELECT 'content ' || w::text FROM note_content w
                UNION ALL SELECT 'aggregate ' || id || ' ' || version || ' ' || event_ids::text FROM aggregate
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

    private record Note(String id, int version, String kind, boolean withdrawn) {}

    private static final Columns<Note> NOTE = Columns.of(Note.class).text("id", Note::id).int4("version", Note::version)
            .text("kind", Note::kind).bool("withdrawn", Note::withdrawn);
    private static final String UPSERT = NOTE.insertInto("note AS n")
            + "ON CONFLICT (id) DO UPDATE SET version = excluded.version, withdrawn = excluded.withdrawn";

    private static final Columns<PostContent> CONTENT = Columns.of(PostContent.class).text("id", PostContent::getId)
            .int4("version", PostContent::getVersion).text("body", PostContent::getBody);
    /** The newest content wins, and what is withdrawn never comes back. */
    private static final String WRITE_CONTENT = CONTENT.insertInto("note_content AS w") + """
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body
              WHERE w.version < excluded.version""";

    private static final Columns<String> IDS = Columns.of(String.class).text("id", id -> id);
    private static final String NO_CONTENT = """
            INSERT INTO note_content (id, version, body) SELECT id, 2147483647, NULL FROM %s
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = NULL""".formatted(IDS.as("w"));

    private static BulkStatement note(Entry entry, String kind, boolean withdrawn) {
        if (entry.id().equals(BROKEN)) {
            throw new IllegalStateException("the code that makes rows has a mistake");
        }
        return NOTE.bind(UPSERT, List.of(new Note(entry.id(), entry.version(), kind, withdrawn)));
    }

    private static BulkStatement content(PostContent content) {
        return CONTENT.bind(WRITE_CONTENT, List.of(content));
    }

    private static BulkStatement noContent(String noteId) {
        return IDS.bind(NO_CONTENT, List.of(noteId));
    }

    @Override
    public List<String> tables() {
        return List.of("note", "note_content");
    }
}
