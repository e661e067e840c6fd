package org.meridian.posts.drafting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.community.Participants;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.events.posts.Kind;
import org.meridian.http.Cursor;
import org.meridian.http.IdempotencyKeys;
import org.meridian.posts.Posts;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Limits;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps drafts, so many for each member, and says of each whether it could be published now. */
@Component
final class Drafts {

    /**
     * @param groupId     into which it would go; null for a reply in a thread that is not there for its author
     * @param group       what that is called; null for whoever is not in it, and as long as that has not come
     * @param threadId    of a reply: where it would stand
     * @param threadTitle of a reply: what its thread is called, if anything
     * @param matter      the type of the problem that publishing would be answered with; null where it could be published
     */
    record Kept(String id, Draft draft, Instant savedAt, @Nullable String groupId, @Nullable String group,
            @Nullable String threadId, @Nullable String threadTitle, @Nullable String matter) {

        Cursor position() {
            return new Cursor(savedAt, id);
        }

        Kept with(@Nullable String matter) {
            return new Kept(id, draft, savedAt, groupId, group, threadId, threadTitle, matter);
        }
    }

    /** One at a time of a member's, so that together they stay within the limits. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext(current_schema || '.draft ' || :member))";
    private static final String TAKEN = """
            SELECT count(*) AS drafts, coalesce(sum(octet_length(
              concat_ws('', title, body, array_to_string(tags, ''), jurisdiction))), 0) AS bytes
            FROM draft WHERE member_id = :member""";
    private static final String INSERT = """
            INSERT INTO draft (id, member_id, group_id, post_id, kind, title, body, tags, jurisdiction, language, saved_at)
            VALUES (:id, :member, :group, :post, :kind, :title, :body, :tags, :jurisdiction, :language, :at)""";
    private static final String UPDATE = """
            UPDATE draft SET group_id = :group, post_id = :post, kind = :kind, title = :title, body = :body, tags = :tags,
              jurisdiction = :jurisdiction, language = :language, saved_at = :at
            WHERE id = :id AND member_id = :member""";
    private static final String DELETE = "DELETE FROM draft WHERE id = :id AND member_id = :member";
    /** Of a thread as somebody sees it who would reply in it. */
    private static final String SELECT = """
            SELECT d.id, d.group_id AS to_group, d.post_id, d.kind, d.title, %s, d.tags, d.jurisdiction, d.language,
                   d.saved_at, coalesce(d.group_id, t.group_id) AS group_id, n.name AS group_name, t.id AS thread_id,
                   t.title AS thread_title, t.withdrawn_at IS NOT NULL OR t.removed_at IS NOT NULL AS thread_gone
            FROM draft d
            LEFT JOIN LATERAL (
              SELECT first.* FROM post asked
              JOIN readable_post first ON first.id = asked.thread_id
              JOIN participant p ON p.group_id = first.group_id AND p.member_id = d.member_id
              WHERE asked.id = d.post_id AND (asked.withdrawn_at IS NULL OR asked.id = first.id)) t ON true
            LEFT JOIN participant reader
              ON reader.group_id = coalesce(d.group_id, t.group_id) AND reader.member_id = d.member_id
            LEFT JOIN group_name n ON n.group_id = reader.group_id
            WHERE d.member_id = :member""";
    private static final String ONE = SELECT.formatted("d.body") + " AND d.id = :id";
    private static final String LIST = SELECT.formatted("left(d.body, :most) AS body") + """
             AND (d.saved_at, d.id) < (coalesce(:before::timestamptz, 'infinity'), :beforeId)
            ORDER BY d.saved_at DESC, d.id DESC LIMIT :limit""";

    private final String home;
    private final Participants participants;
    private final IdempotencyKeys keys;
    private final JdbcClient jdbc;
    private final JdbcTemplate statements;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Drafts(NodeSettings settings, @Posts Participants participants, @Posts IdempotencyKeys keys,
            @Posts Database database, Clock clock) {
        this.home = settings.node();
        this.participants = participants;
        this.keys = keys;
        this.jdbc = database.client();
        this.statements = database.jdbc();
        this.transaction = database.transaction();
        this.clock = clock;
    }

    /**
     * Returns the new draft's id; wherever it is to go, since whether it may is asked when it is published.
     *
     * @throws Refusal where there are too many
     */
    String save(String memberId, Draft draft, @Nullable String key) {
        return keys.once(memberId, key, List.of("draft", draft), () -> Ids.create(home),
                (id, alongside) -> transaction.executeWithoutResult(status -> {
                    for (BulkStatement statement : alongside) {
                        statement.run(statements);
                    }
                    write(INSERT, id, memberId, draft);
                }));
    }

    /** @throws Refusal for what is missing or somebody else's, and where there would be too much of it */
    void replace(String memberId, String id, Draft draft) {
        transaction.executeWithoutResult(status -> write(UPDATE, id, memberId, draft));
    }

    private void write(String sql, String id, String memberId, Draft draft) {
        jdbc.sql(LOCK).param("member", memberId).query(row -> {});
        int written = jdbc.sql(sql).param("id", id).param("member", memberId).param("group", draft.groupId())
                .param("post", draft.postId()).param("kind", draft.kind() == null ? null : draft.kind().name())
                .param("title", draft.title()).param("body", draft.body())
                .param("tags", draft.tags().toArray(String[]::new)).param("jurisdiction", draft.jurisdiction())
                .param("language", draft.language())
                .param("at", clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC)).update();
        if (written == 0) {
            throw Refusal.notFound("draft");
        }
        jdbc.sql(TAKEN).param("member", memberId).query(row -> {
            if (row.getInt("drafts") > Limits.DRAFTS || row.getLong("bytes") > Limits.DRAFTS_BYTES) {
                throw Refusal.conflict("too-many-drafts", "You have " + Limits.DRAFTS + " drafts, or "
                        + Limits.DRAFTS_BYTES / 1_000_000
                        + " MB of them, and that is the most. Publish or delete one first.");
            }
        });
    }

    /** @throws Refusal for what is missing or somebody else's */
    void delete(String memberId, String id) {
        if (jdbc.sql(DELETE).param("id", id).param("member", memberId).update() == 0) {
            throw Refusal.notFound("draft");
        }
    }

    Optional<Kept> find(String memberId, String id) {
        return jdbc.sql(ONE).param("member", memberId).param("id", id).query(Drafts::kept).optional()
                .map(it -> withMatters(List.of(it), memberId).getFirst());
    }

    /**
     * What was saved last comes first.
     *
     * @param most  characters of each text that are read
     * @param limit how many to read
     */
    List<Kept> read(String memberId, int most, @Nullable Cursor after, int limit) {
        List<Kept> kept = jdbc.sql(LIST).param("member", memberId).param("most", most)
                .param("before", after == null ? null : after.at().toString())
                .param("beforeId", after == null ? "" : after.id()).param("limit", limit).query(Drafts::kept).list();
        return withMatters(kept, memberId);
    }

    /** Of what is the matter it knows no more than that the thread is gone. */
    private static Kept kept(ResultSet row, int index) throws SQLException {
        String kind = row.getString("kind");
        Draft draft = new Draft(row.getString("to_group"), row.getString("post_id"),
                kind == null ? null : Kind.valueOf(kind), row.getString("title"), row.getString("body"),
                List.of((String[]) row.getArray("tags").getArray()), row.getString("jurisdiction"),
                row.getString("language"));
        return new Kept(row.getString("id"), draft, row.getObject("saved_at", OffsetDateTime.class).toInstant(),
                row.getString("group_id"), row.getString("group_name"), row.getString("thread_id"),
                row.getString("thread_title"), row.getBoolean("thread_gone") ? "post-withdrawn" : null);
    }

    /** Asked once for each group, and not while rows are read: it takes another connection. */
    private List<Kept> withMatters(List<Kept> drafts, String memberId) {
        Map<String, Optional<String>> matters = new HashMap<>();
        return drafts.stream().map(it -> it.matter() != null
                ? it
                : it.with(matters.computeIfAbsent(it.groupId() == null ? "" : it.groupId(),
                        group -> matter(group, memberId)).orElse(null)))
                .toList();
    }

    private Optional<String> matter(String groupId, String memberId) {
        try {
            participants.known(groupId, memberId).orRefuse().writingAt(clock.instant());
            return Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(refusal.type());
        }
    }
}
