package org.meridian.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.Account;
import org.meridian.events.membership.Audience;
import org.meridian.events.membership.BanLifted;
import org.meridian.events.membership.ChangeOutcome;
import org.meridian.events.membership.ChangeReason;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.ColleagueProfile;
import org.meridian.events.membership.EditingTime;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.GroupChanged;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.InvitationClosed;
import org.meridian.events.membership.InvitationMade;
import org.meridian.events.membership.InvitationRevoked;
import org.meridian.events.membership.JoinAnswers;
import org.meridian.events.membership.JoinRefused;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.membership.JoinWithdrawn;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.LeaveRequested;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.MemberRegistered;
import org.meridian.events.membership.MembershipChange;
import org.meridian.events.membership.MembershipChangeDecided;
import org.meridian.events.membership.MembershipChangeRequested;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.OwnProfile;
import org.meridian.events.membership.Profile;
import org.meridian.events.membership.RefusalReason;
import org.meridian.events.membership.RegistrationNeed;
import org.meridian.events.membership.RemovalReason;
import org.meridian.events.membership.RequestBrief;
import org.meridian.events.membership.RequestState;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.RealServers;
import org.meridian.testing.TestIds;
import org.springframework.jdbc.core.JdbcTemplate;

class MembershipReadModelTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final String G = TestIds.id("uk-group");
    private static final String OTHER = TestIds.id("nz-group");
    private static final String M = TestIds.id("nz-member");
    private static final String ADA = TestIds.id("uk-ada");
    private static final String BEN = TestIds.id("uk-ben");
    private static final String R1 = TestIds.id("nz-asked 1");
    private static final String R2 = TestIds.id("nz-asked 2");
    private static final String R3 = TestIds.id("nz-asked 3");
    private static final String R4 = TestIds.id("nz-asked 4");
    private static final String R5 = TestIds.id("nz-asked 5");
    // By this order of their ids, of two requests to leave at once the first counts.
    private static final String L0 = TestIds.id("nz-first leave");
    private static final String CLEO = TestIds.id("uk-cleo");
    private static final String W1 = TestIds.id("nz-first wish");
    private static final String W2 = TestIds.id("nz-second wish");
    private static final String I1 = TestIds.id("nz-invitation 1");
    private static final String I2 = TestIds.id("nz-invitation 2");
    private static final String I3 = TestIds.id("nz-invitation 3");
    private static final String L1 = TestIds.id("nz-second leave");
    private static final MembershipReadModel ROWS = new MembershipReadModel("uk");
    private static final JdbcTemplate JDBC = database();

    private static JdbcTemplate database() {
        var database = new Database("membership", RealServers.database().pool("membership", 2));
        database.start();
        return database.jdbc();
    }

    /** Any order between aggregates, and between facts and content, in batches of any size, with content repeated. */
    @Property(tries = 60)
    void anyOrderEndsInTheSameRows(@ForAll Random chance) {
        Map<String, List<String>> expected = rowsAfter(List.of(story()));

        assertThat(rowsAfter(batches(shuffled(chance), chance))).isEqualTo(expected);
    }

    @Test
    void theStoryEndsAsItWasTold() {
        rowsAfter(List.of(story()));

        assertThat(JDBC.queryForList("SELECT request_id || ' ' || state FROM membership.request_state ORDER BY 1",
                String.class))
                .containsExactlyInAnyOrder(R1 + " granted", R2 + " granted", R3 + " refused", R4 + " withdrawn",
                        R5 + " refused");
        assertThat(JDBC.queryForObject("SELECT active FROM membership WHERE id = ?",
                Boolean.class, G + "." + M)).isTrue();
        assertThat(JDBC.queryForObject("SELECT active FROM membership WHERE id = ?",
                Boolean.class, G + "." + BEN)).isFalse();
        assertThat(JDBC.queryForMap("SELECT joined_version, version, removed FROM membership WHERE id = ?",
                G + "." + CLEO)).containsEntry("joined_version", 5).containsEntry("version", 6)
                .containsEntry("removed", false);
        assertThat(JDBC.queryForList("SELECT invitation_id FROM invitation WHERE made_at IS NOT NULL"
                + " AND ended_at IS NULL", String.class)).containsExactly(I3);
        assertThat(JDBC.queryForList("SELECT id FROM membership_change WHERE requested_at IS NOT NULL"
                + " AND decided_at IS NULL", String.class)).containsExactly(G + "." + W2);
    }

    @Test
    void eachTableIsWrittenByOneStatementOfABatch() {
        List<String> tables = ROWS.on(story()).stream().map(BulkStatement::sql)
                .map(sql -> sql.substring(0, sql.indexOf('\n') < 0 ? 60 : sql.indexOf('\n')).split(" ")[2]).toList();

        assertThat(tables).doesNotHaveDuplicates().hasSize(ROWS.tables().size());
    }

    /** Every kind of entry, each aggregate's facts in their order; a late withdrawal, a decision of a group not asked. */
    private static List<Entry> story() {
        List<SpecificRecord> story = List.of(
                new MemberRegistered(id(1), M, 1, at(0), M),
                Profile.newBuilder().setId(M).setVersion(1).setDisplayName("Ngaio").build(),
                Profile.newBuilder().setId(M).setVersion(2).setDisplayName("Ngaio M.").setProfession("Teacher")
                        .setExpertise(List.of("kinship", "ca\"re")).setLanguages(List.of("te reo M\u0101ori"))
                        .setWorkingHours(List.of("MONDAY 09:00-17:00")).setTimeZone("Pacific/Auckland").build(),
                ColleagueProfile.newBuilder().setId(M).setVersion(1).setOrganisation("School").build(),
                ColleagueProfile.newBuilder().setId(M).setVersion(2).setOrganisation("A school").setPronouns("she")
                        .build(),
                MembershipFacts.blocks(ADA, 1, BEN, M), MembershipFacts.blocks(ADA, 2, M),
                own(1, Audience.EVERYONE), own(2, Audience.NOBODY),
                new Account(M, 1, "n@nz.example", "Pacific/Auckland", null, null, null, null),
                new Account(M, 2, "n@nz.example", "Pacific/Chatham", "en-NZ", null, null, null),
                new GroupCreated(id(2), G, 1, at(1), ADA, Scope.INTERNATIONAL, Visibility.LISTED,
                        Joining.APPROVAL, MailContent.FULL),
                new GroupChanged(id(20), G, 2, at(3), ADA, Scope.INTERNATIONAL, Visibility.UNLISTED, Joining.APPROVAL,
                        MailContent.TITLES, null),
                new Charter(G, 1, "Group", "p", null, List.of(), List.of(), List.of(), null, null),
                new Charter(G, 2, "Renamed", "p", "rules", List.of("Why?"), List.of("example.nz"), List.of("nz-swrb"),
                        RegistrationNeed.TO_WRITE, EditingTime.DAY),
                request(3, R1, G, 2), new JoinAnswers(R1, 1, "Hello", List.of("Because"), "example.nz", null),
                new JoinAnswers(R1, 2, null, List.of(), null, "uk.hash"),
                granted(4, G, M, 1, 3, Role.MEMBER, R1),
                // Leaves, twice at once by mistake, and comes back.
                new LeaveRequested(id(5), L1, 1, at(4), M, G, M, 1),
                new LeaveRequested(id(6), L0, 1, at(4), M, G, M, 1),
                new MembershipEnded(id(7), G + "." + M, 2, at(5), M, G, M, EndReason.LEFT, L0, null),
                request(8, R2, G, 6),
                new JoinWithdrawn(id(9), R2, 2, at(7), M, G, M),
                granted(10, G, M, 3, 8, Role.MEMBER, R2),
                granted(11, G, M, 4, 9, Role.MODERATOR, null),
                request(12, R3, G, 10),
                new JoinRefused(id(13), G + "." + R3, 1, at(11), ADA, G, M, R3),
                new RefusalReason(G + "." + R3, 1, "Full"),
                request(14, R4, G, 12),
                new JoinWithdrawn(id(15), R4, 2, at(13), M, G, M),
                // What another group says of a request to this one counts for nothing.
                granted(16, OTHER, M, 1, 12, Role.MEMBER, R4),
                // Given up, and not yet ended by its home.
                granted(17, G, BEN, 1, 14, Role.MEMBER, null),
                new LeaveRequested(id(18), TestIds.id("uk-left 1"), 1, at(15), BEN, G, BEN, 1),
                // Removed and banned, as a moderator of another country wished; the ban is lifted, and they come back.
                granted(21, G, CLEO, 1, 16, Role.MEMBER, null), granted(22, G, CLEO, 2, 17, Role.OBSERVER, null),
                new MembershipChangeRequested(id(23), W1, 1, at(18), M, G, CLEO, 2, MembershipChange.REMOVAL, null,
                        at(900), null, null, null, null),
                new ChangeReason(W1, 1, "As agreed"),
                new MembershipEnded(id(24), G + "." + CLEO, 3, at(19), M, G, CLEO, EndReason.REMOVED, null, at(900)),
                new RemovalReason(G + "." + CLEO, 3, "As agreed"),
                new MembershipChangeDecided(id(25), G + "." + W1, 1, at(19), M, G, W1, ChangeOutcome.DONE),
                new BanLifted(id(26), G + "." + CLEO, 4, at(20), ADA, G, CLEO),
                granted(27, G, CLEO, 5, 21, Role.MEMBER, null), granted(28, G, CLEO, 6, 22, Role.MODERATOR, null),
                // Another group's home answers a wish that was not for it; and one that nobody has answered yet.
                new MembershipChangeDecided(id(29), OTHER + "." + W2, 1, at(23), M, OTHER, W2, ChangeOutcome.DONE),
                new MembershipChangeRequested(id(30), W2, 1, at(22), M, G, BEN, 1, MembershipChange.ROLE, Role.OWNER,
                        null, null, null, null, null),
                // Invitations: one is revoked where it was made, one closed by the group's home, and by another, which counts not.
                invitation(31, I1), new InvitationRevoked(id(32), I1, 2, at(26), M, G),
                invitation(33, I2), new InvitationClosed(id(34), G + "." + I2, 1, at(27), ADA, G, I2),
                invitation(35, I3), new InvitationClosed(id(36), OTHER + "." + I3, 1, at(27), ADA, OTHER, I3),
                // A request to another country's group, as its home told it while it waited and when it was decided.
                brief(1, RequestState.PENDING, null), brief(2, RequestState.REFUSED, "Full"));
        return story.stream()
                .map(body -> Entry.of(body instanceof RequestBrief ? "to-uk.answers" : "any", body)).toList();
    }

    private static RequestBrief brief(int version, RequestState state, @Nullable String reason) {
        return RequestBrief.newBuilder().setId(OTHER + "." + R5).setVersion(version).setGroupId(OTHER)
                .setRequestId(R5).setMemberId(M).setRequestedAt(at(24)).setState(state).setReason(reason)
                .setClosedAt(reason == null ? null : at(25)).build();
    }

    private static InvitationMade invitation(int event, String id) {
        return new InvitationMade(id(event), id, 1, at(25), M, G, Role.OBSERVER, at(900), 3, "hash of " + id);
    }

    private static OwnProfile own(int version, Audience profession) {
        return OwnProfile.newBuilder().setId(ADA).setVersion(version).setProfession("Teacher")
                .setProfessionFor(profession).setOrganisationFor(Audience.EVERYONE)
                .setPracticeAreaFor(Audience.EVERYONE).setExpertiseFor(Audience.EVERYONE)
                .setLanguagesFor(Audience.EVERYONE).setPronounsFor(Audience.GROUPS)
                .setWorkingHoursFor(Audience.GROUPS).build();
    }

    private static JoinRequested request(int event, String requestId, String groupId, int minute) {
        return new JoinRequested(id(event), requestId, 1, at(minute), M, groupId, M);
    }

    private static MembershipGranted granted(int event, String groupId, String memberId, int version, int minute,
            Role role, @Nullable String requestId) {
        return new MembershipGranted(id(event), groupId + "." + memberId, version, at(minute), ADA, groupId,
                memberId, role, requestId, null, null, version % 2 == 0 ? "nz-swrb" : null, at(version), at(800), null,
                at(900 + version));
    }

    private static UUID id(int event) {
        return new UUID(0, event);
    }

    private static Instant at(int minute) {
        return START.plusSeconds(60L * minute);
    }

    /** Each aggregate's facts keep their order; content comes in any, and some of it twice. */
    private static List<Entry> shuffled(Random chance) {
        Map<String, Deque<Entry>> queues = new LinkedHashMap<>();
        int unique = 0;
        for (Entry entry : story()) {
            String queue = entry instanceof Entry.Fact fact ? fact.id() : "content " + unique++;
            queues.computeIfAbsent(queue, key -> new LinkedList<>()).add(entry);
            if (entry instanceof Entry.Content && chance.nextInt(3) == 0) {
                queues.put("again " + unique++, new LinkedList<>(List.of(entry)));
            }
        }
        List<Deque<Entry>> open = new ArrayList<>(queues.values());
        List<Entry> shuffled = new ArrayList<>();
        while (!open.isEmpty()) {
            Deque<Entry> queue = open.get(chance.nextInt(open.size()));
            shuffled.add(queue.remove());
            open.removeIf(Deque::isEmpty);
        }
        return shuffled;
    }

    private static List<List<Entry>> batches(List<Entry> entries, Random chance) {
        List<List<Entry>> batches = new ArrayList<>();
        for (int from = 0; from < entries.size();) {
            int to = Math.min(entries.size(), from + 1 + chance.nextInt(8));
            batches.add(entries.subList(from, to));
            from = to;
        }
        return batches;
    }

    private static Map<String, List<String>> rowsAfter(List<List<Entry>> batches) {
        ROWS.tables().forEach(table -> JDBC.execute("TRUNCATE membership." + table));
        batches.forEach(batch -> ROWS.on(batch).forEach(write -> write.run(JDBC)));
        Map<String, List<String>> rows = new HashMap<>();
        for (String table : ROWS.tables()) {
            rows.put(table, JDBC.query("SELECT to_jsonb(t)::text FROM membership.%s t ORDER BY 1".formatted(table),
                    (row, i) -> row.getString(1)));
        }
        return Collections.unmodifiableMap(rows);
    }
}
