package org.meridian.notifications.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.Account;
import org.meridian.events.membership.MailContent;
import org.meridian.events.notifications.Cadence;
import org.meridian.notifications.digest.Mornings.Row;
import org.meridian.schemas.Topics;
import org.meridian.testing.MembershipFacts;

class PlanningTest {

    private static final Mornings NZ = new Mornings();

    @AfterAll
    static void stop() {
        NZ.close();
    }

    private static List<LocalDate> dates(String member, String state) {
        return NZ.digests(member).stream().filter(it -> it.state().equals(state)).map(Row::date).toList();
    }

    @Test
    void datesThatWereMissedBecomeOneDigest() {
        String reader = NZ.member("Kiri");
        String writer = NZ.nz.foreigner("Cy");
        String group = NZ.group("Missed", MailContent.FULL, reader, writer);
        String post = NZ.post(group, writer, "Title");
        LocalDate due = dates(reader, "planned").getFirst();

        NZ.morningAfter(4);

        assertThat(dates(reader, "composed")).containsExactly(due);
        assertThat(NZ.digests(reader).getFirst().items()).isEqualTo("THREADS:" + post);
        assertThat(dates(reader, "planned")).containsExactly(NZ.today().plusDays(1));
    }

    @Test
    void anotherZoneMovesTheNextOneAndNeverYieldsTwoOnOneDate() {
        String reader = NZ.member("Lily");
        NZ.morningAfter(1);
        LocalDate had = dates(reader, "empty").getLast();

        NZ.prefers(reader, 1, "America/Los_Angeles", Cadence.DAILY, List.of(), List.of());

        // It is still the day before in Los Angeles; the date for which there was one is left out.
        assertThat(dates(reader, "planned")).containsExactly(had.plusDays(1));
        assertThat(NZ.nz.rows().query("""
                SELECT due_at FROM digest WHERE member_id = ? AND state = 'planned'""",
                (row, i) -> row.getTimestamp("due_at").toInstant(), reader)).containsExactly(
                        had.plusDays(1).atTime(LocalTime.of(7, 30)).atZone(ZoneId.of("America/Los_Angeles"))
                                .toInstant());
        NZ.prefers(reader, 2, "America/Los_Angeles", Cadence.OFF, List.of(), List.of());
        assertThat(dates(reader, "planned")).isEmpty();
        NZ.prefers(reader, 3, "Pacific/Auckland", Cadence.DAILY, List.of(), List.of());
        assertThat(dates(reader, "planned")).containsExactly(NZ.today().plusDays(1));
    }

    @Test
    void whoIsSuspendedHasNoDigestUntilTheyAreLetInAndThenOneOfAllThatTheyMissed() {
        String reader = NZ.member("Nia");
        String writer = NZ.nz.foreigner("Cy");
        String group = NZ.group("Suspended", MailContent.FULL, reader, writer);
        Account account = MembershipFacts.account(reader, 2, "nia@nz.example", "Pacific/Auckland");

        arrives(Account.newBuilder(account).setSuspendedAt(Instant.now()).setSuspendedById(writer)
                .setSuspensionReason("x").build());
        String missed = NZ.post(group, writer, "Missed");
        NZ.morningAfter(2);
        assertThat(NZ.digests(reader)).isEmpty();
        assertThat(NZ.nz.rows().queryForObject("SELECT array_to_string(wanted, ' ') FROM mail_recipient WHERE id = ?",
                String.class, reader)).isEmpty();

        arrives(Account.newBuilder(account).setVersion(3).build());
        NZ.morningAfter(1);
        assertThat(NZ.digest(reader).items()).isEqualTo("THREADS:" + missed);
    }

    private static void arrives(Account account) {
        NZ.nz.arrives(Topics.DOMESTIC_ACCOUNTS, account);
        eventually(() -> NZ.nz.rows().queryForObject("""
                SELECT (SELECT count(*) FROM account WHERE member_id = ? AND version = ?)
                  - (SELECT count(*) FROM awaits_planning WHERE member_id = ?)""", Integer.class, account.getId(),
                account.getVersion(), account.getId()), done -> done != null && done == 1);
    }

    @Test
    void planningAllAgainAfterARebuildOrWithOtherTimeZonesChangesNothing() {
        String reader = NZ.member("Mia");
        List<Row> before = NZ.digests(reader);
        NZ.nz.rows().update("UPDATE planned_with SET tz_version = 'another'");
        NZ.nz.rows().update("UPDATE projection SET code_version = 0");

        NZ.nz.restart();
        eventually(() -> NZ.nz.rows().queryForObject("""
                SELECT (SELECT count(*) FROM awaits_planning)
                  + (SELECT count(*) FROM planned_with WHERE tz_version = 'another')""", Integer.class),
                waiting -> waiting != null && waiting == 0);

        assertThat(NZ.digests(reader)).isEqualTo(before);
    }
}
