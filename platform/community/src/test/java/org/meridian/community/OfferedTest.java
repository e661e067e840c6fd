package org.meridian.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.TestIds.id;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.LeaveRequested;
import org.meridian.events.membership.Role;
import org.meridian.testing.MembershipFacts;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a grant by another country's group is at the member's own node, {@code nz}: theirs if they have asked, else an offer. */
class OfferedTest {

    private static final Database DATABASE = Story.database();
    private static final JdbcTemplate JDBC = DATABASE.jdbc();
    private static final String NGAIO = id("nz-ngaio");
    private static final String REQUEST = id("nz-request");

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void empty() {
        Story.empty(JDBC);
    }

    private static void comes(Entry... entries) {
        for (Entry entry : entries) {
            Community.on(java.util.List.of(entry), "nz").forEach(it -> it.run(JDBC));
        }
    }

    private static boolean takesPart() {
        return !JDBC.queryForList("SELECT 1 FROM participant WHERE member_id = ?", NGAIO).isEmpty();
    }

    private static boolean isOffered() {
        return !JDBC.queryForList("SELECT 1 FROM offered WHERE member_id = ?", NGAIO).isEmpty();
    }

    private static Entry leaves(int version, int at) {
        return Entry.of(Topics.requestsTo("uk"), LeaveRequested.newBuilder(MembershipFacts.leaveRequested(
                id("nz-leave" + version), Story.GROUP, NGAIO, version)).setOccurredAt(Story.at(at)).build());
    }

    @Test
    void whatWasNotAskedForIsAnOffer() {
        comes(Story.granted(NGAIO, 1, Role.OWNER));
        assertThat(takesPart()).isFalse();
        assertThat(isOffered()).isTrue();
    }

    @Test
    void aRequestThatNobodyMadeChangesNothing() {
        comes(Story.answered(NGAIO, 1, id("nz-made up")));
        assertThat(takesPart()).isFalse();
    }

    @Test
    void whoHasAskedTakesPartWhicheverComesFirst() {
        comes(Story.asked(NGAIO, REQUEST, 1), Story.answered(NGAIO, 1, REQUEST));
        assertThat(takesPart()).isTrue();
        Story.empty(JDBC);
        comes(Story.answered(NGAIO, 1, REQUEST), Story.asked(NGAIO, REQUEST, 1));
        assertThat(takesPart()).isTrue();
        comes(Story.granted(NGAIO, 2, Role.MODERATOR));
        assertThat(takesPart()).as("another role is no other membership").isTrue();
    }

    @Test
    void whoAsksAcceptsAtOnce() {
        comes(Story.granted(NGAIO, 1, Role.MEMBER), Story.asked(NGAIO, REQUEST, 1));
        assertThat(takesPart()).isTrue();
        comes(Story.withdrawn(NGAIO, REQUEST));
        assertThat(takesPart()).isFalse();
    }

    @Test
    void whoWasRemovedOrHasLeftIsOnlyOfferedItAgain() {
        comes(Story.asked(NGAIO, REQUEST, 1), Story.answered(NGAIO, 1, REQUEST), Story.ended(NGAIO, 2),
                Story.granted(NGAIO, 3, Role.MEMBER));
        assertThat(takesPart()).isFalse();
        assertThat(isOffered()).isTrue();
        Story.empty(JDBC);
        comes(Story.asked(NGAIO, REQUEST, 1), Story.answered(NGAIO, 1, REQUEST), leaves(1, 2),
                Story.granted(NGAIO, 2, Role.MEMBER));
        assertThat(takesPart()).as("granted again without an end in between").isFalse();
        comes(Story.asked(NGAIO, id("nz-again"), 3));
        assertThat(takesPart()).isTrue();
    }

    @Test
    void oneOfThisNodesGroupsNeedsNoAsking() {
        Community.on(java.util.List.of(Story.granted(NGAIO, 1, Role.MEMBER)), "uk").forEach(it -> it.run(JDBC));
        assertThat(takesPart()).isTrue();
    }
}
