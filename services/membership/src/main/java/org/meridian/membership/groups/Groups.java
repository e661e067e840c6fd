package org.meridian.membership.groups;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.community.Roles;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.EditingTime;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.RegistrationNeed;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.http.Cursor;
import org.meridian.membership.groups.Group.Removed;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.schemas.Ids;
import org.meridian.text.SearchText;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads groups as a member sees them. What is neither listed nor unlisted is there for its members only. */
@Component
public final class Groups {

    private static final String SELECT = """
            SELECT g.id, g.version AS group_version, g.created_at, g.changed_at, g.scope, g.visibility, g.joining, g.mail, g.closed,
                   c.version, c.name, c.purpose, c.rules, c.questions, c.approved_domains, c.registers, c.registration_need, c.editing, mine.role,
                   mine.role IS NOT NULL AND (mine.reads_until IS NULL OR mine.reads_until > now()) AS reads,
                   mine.role IS NOT NULL AND (mine.writes_until IS NULL OR mine.writes_until > now()) AND NOT g.closed AS writes,
                   past.since AS removed_at, past.banned_until, why.reason AS removed_because,
                   mine.elsewhere AND EXISTS (SELECT FROM offered o WHERE o.id = mine.id) AS offered
            FROM known_group g JOIN charter c ON c.id = g.id
            LEFT JOIN membership mine ON mine.id = g.id || '.' || :member AND mine.active
            LEFT JOIN membership past ON past.id = g.id || '.' || :member AND past.removed
            LEFT JOIN removal_reason why ON why.id = past.id AND why.version IN (past.version, past.version - 1)
            """;
    private static final String FIND = SELECT
            + "WHERE g.id = :id AND (g.visibility IN ('LISTED', 'UNLISTED') OR mine.role IS NOT NULL)";
    private static final String KNOWN = SELECT + "WHERE g.id = :id";
    private static final String SEARCH = SELECT + """
            WHERE (g.visibility = 'LISTED' AND NOT :mine OR mine.role IS NOT NULL)
              AND NOT EXISTS (SELECT FROM unnest(:words::text[]) AS word WHERE position(word IN c.search_text) = 0)
              AND (g.created_at, g.id) < (coalesce(:createdAt::timestamptz, 'infinity'), coalesce(:id, ''))
            ORDER BY g.created_at DESC, g.id DESC LIMIT :limit""";
    private static final String MEMBERS = """
            SELECT m.group_id, count(*) AS members FROM membership m
            WHERE m.group_id = ANY (:groups) AND m.active
              AND NOT (m.elsewhere AND EXISTS (SELECT FROM offered o WHERE o.id = m.id))
            GROUP BY m.group_id""";
    private static final String WAITING = "SELECT count(*) FROM request_state WHERE group_id = :id AND state = 'pending'";
    private static final String DECISION_SECONDS = """
            SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM closed_at - requested_at))::bigint
            FROM (SELECT requested_at, closed_at FROM request_state
                  WHERE group_id = :id AND state IN ('granted', 'refused')
                  ORDER BY requested_at DESC LIMIT 50) AS newest
            HAVING count(*) >= 3""";
    private static final String SCOPE = "SELECT scope FROM known_group WHERE id = :id";
    private static final String LOCK = "SELECT FROM known_group WHERE id = :id FOR UPDATE";

    private final EventLog log;
    private final JdbcClient jdbc;

    Groups(@OfMembership EventLog log, @OfMembership Database database) {
        this.log = log;
        this.jdbc = database.client();
    }

    /**
     * A group that the member may see, waiting for one that was created a moment ago.
     *
     * @throws Refusal after the same time for a group that is missing and for one that is secret
     */
    public Group visible(String groupId, String memberId) {
        if (!Ids.isPlain(groupId)) {
            throw Refusal.notFound("group");
        }
        return log.find(() -> find(groupId, memberId)).orElseThrow(() -> Refusal.notFound("group"));
    }

    /** The same for what only members may read; refuses others, who may know of the group. */
    public Group ofMember(String groupId, String memberId) {
        Group group = visible(groupId, memberId);
        if (group.myRole() == null) {
            throw Refusal.forbidden("members-only", "A group's members are shown to its members.");
        }
        return group;
    }

    /** The same for what only moderators may read. */
    public Group ofModerator(String groupId, String memberId) {
        Group group = visible(groupId, memberId);
        if (!group.isModeratedByMe()) {
            throw Refusal.forbidden("moderators-only", "Only the group's moderators do this. Ask one of them.");
        }
        return group;
    }

    /** How many there are in each; a group without any is left out. */
    Map<String, Integer> members(List<Group> groups) {
        Map<String, Integer> members = new HashMap<>();
        jdbc.sql(MEMBERS).param("groups", groups.stream().map(Group::id).toArray(String[]::new))
                .query(row -> {
                    members.put(row.getString("group_id"), row.getInt("members"));
                });
        return members;
    }

    /** How many wait for a moderator's decision. */
    int waiting(String groupId) {
        return jdbc.sql(WAITING).param("id", groupId).query(Integer.class).single();
    }

    /** How long somebody who asks usually waits, by the newest decisions that are known here; empty for fewer than three. */
    Optional<Long> decisionSeconds(String groupId) {
        return jdbc.sql(DECISION_SECONDS).param("id", groupId).query(Long.class).optional();
    }

    /** A group that is not known here stays at home as well. */
    public boolean isDomestic(String groupId) {
        return jdbc.sql(SCOPE).param("id", groupId).query(String.class).optional()
                .map(scope -> Scope.valueOf(scope) != Scope.INTERNATIONAL).orElse(true);
    }

    /** Keeps others from deciding about this group until the transaction ends. */
    public void lock(String groupId) {
        jdbc.sql(LOCK).param("id", groupId).query(row -> {});
    }

    /** As somebody outside sees it, whether or not they may: for whom they show it has an invitation. */
    public Optional<Group> known(String groupId) {
        return jdbc.sql(KNOWN).param("id", groupId).param("member", "").query(Groups::group).optional();
    }

    private Optional<Group> find(String groupId, String memberId) {
        return jdbc.sql(FIND).param("id", groupId).param("member", memberId).query(Groups::group).optional();
    }

    /**
     * Groups with all words of a text in their name or purpose, or as parts of words there, newest first; all for a blank one.
     *
     * @param mine only those that the member is in or has been offered
     */
    List<Group> search(String text, boolean mine, String memberId, @Nullable Cursor after, int limit) {
        List<String> words = SearchText.words(text);
        if (words.isEmpty() && !text.isBlank()) {
            return List.of(); // dashes alone are in no text as it is searched
        }
        return jdbc.sql(SEARCH).param("words", words.toArray(String[]::new)).param("mine", mine)
                .param("member", memberId)
                .param("createdAt", after == null ? null : after.at().toString())
                .param("id", after == null ? null : after.id()).param("limit", limit).query(Groups::group).list();
    }

    private static Group group(ResultSet row, int index) throws SQLException {
        String role = row.getString("role");
        boolean offered = row.getBoolean("offered");
        String need = row.getString("registration_need");
        String editing = row.getString("editing");
        var charter = new Charter(row.getString("id"), row.getInt("version"), row.getString("name"),
                row.getString("purpose"), row.getString("rules"),
                List.of((String[]) row.getArray("questions").getArray()),
                List.of((String[]) row.getArray("approved_domains").getArray()),
                List.of((String[]) row.getArray("registers").getArray()),
                need == null ? null : RegistrationNeed.valueOf(need),
                editing == null ? null : EditingTime.valueOf(editing));
        return new Group(row.getString("id"), row.getInt("group_version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                Scope.valueOf(row.getString("scope")), Visibility.valueOf(row.getString("visibility")),
                Joining.valueOf(row.getString("joining")), MailContent.valueOf(row.getString("mail")),
                row.getBoolean("closed"), charter,
                role == null || offered ? null : Role.valueOf(role),
                role != null && offered ? Role.valueOf(role) : null, removed(row), row.getBoolean("reads"),
                row.getBoolean("writes") && role != null && Roles.mayWrite(Role.valueOf(role)));
    }

    private static @Nullable Removed removed(ResultSet row) throws SQLException {
        OffsetDateTime at = row.getObject("removed_at", OffsetDateTime.class);
        OffsetDateTime banned = row.getObject("banned_until", OffsetDateTime.class);
        return at == null
                ? null
                : new Removed(at.toInstant(), row.getString("removed_because"),
                        banned == null ? null : banned.toInstant());
    }
}
