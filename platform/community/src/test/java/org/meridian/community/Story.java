package org.meridian.community;

import static org.meridian.testing.TestIds.id;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.LeaveRequested;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Profile;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.meridian.testing.RealServers;
import org.springframework.jdbc.core.JdbcTemplate;

/** What membership may write, and the tables of a service that keeps nothing else. */
final class Story {

    static final String GROUP = id("uk-group");
    static final String MEMBER = id("nz-member");
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private Story() {}

    static Database database() {
        Database database = new Database("community", RealServers.database().pool("community", 2));
        database.start();
        return database;
    }

    static void apply(JdbcTemplate jdbc, Entry... entries) {
        apply(jdbc, List.of(entries));
    }

    static void apply(JdbcTemplate jdbc, List<Entry> entries) {
        Community.on(entries).forEach(statement -> statement.run(jdbc));
    }

    static void empty(JdbcTemplate jdbc) {
        jdbc.execute("TRUNCATE " + String.join(", ", Community.tables()));
    }

    static Instant at(int version) {
        return START.plusSeconds(version);
    }

    static Entry created(String groupId, Scope scope, Visibility visibility) {
        return Entry.of(Topics.SHARED_MEMBERSHIP,
                GroupCreated.newBuilder().setEventId(event(groupId, 1)).setId(groupId).setVersion(1)
                        .setOccurredAt(at(1)).setActorId(MEMBER).setScope(scope).setVisibility(visibility)
                        .setJoining(Joining.OPEN).setMail(MailContent.TITLES).build());
    }

    static Entry granted(String memberId, int version, Role role) {
        String id = Ids.derived(GROUP, memberId);
        return Entry.of(Topics.SHARED_MEMBERSHIP,
                MembershipGranted.newBuilder().setEventId(event(id, version)).setId(id).setVersion(version)
                        .setOccurredAt(at(version)).setActorId(MEMBER).setGroupId(GROUP).setMemberId(memberId)
                        .setRole(role).build());
    }

    static Entry ended(String memberId, int version) {
        String id = Ids.derived(GROUP, memberId);
        return Entry.of(Topics.SHARED_MEMBERSHIP,
                MembershipEnded.newBuilder().setEventId(event(id, version)).setId(id).setVersion(version)
                        .setOccurredAt(at(version)).setActorId(MEMBER).setGroupId(GROUP).setMemberId(memberId)
                        .setReason(EndReason.LEFT).build());
    }

    static Entry leaving(String memberId, int membershipVersion) {
        String id = id("nz-leaving" + memberId + membershipVersion);
        return Entry.of(Topics.requestsTo("uk"),
                LeaveRequested.newBuilder().setEventId(event(id, 1)).setId(id).setVersion(1).setOccurredAt(at(1))
                        .setActorId(memberId).setGroupId(GROUP).setMemberId(memberId)
                        .setMembershipVersion(membershipVersion).build());
    }

    static Entry profile(String memberId, int version) {
        return Entry.of(Topics.SHARED_PROFILES, Profile.newBuilder().setId(memberId).setVersion(version)
                .setDisplayName("name " + version).setExpertise(List.of()).build());
    }

    static Entry charter(String groupId, int version) {
        return Entry.of(Topics.SHARED_CHARTERS, Charter.newBuilder().setId(groupId).setVersion(version)
                .setName("group " + version).setPurpose("").build());
    }

    private static UUID event(String id, int version) {
        return UUID.nameUUIDFromBytes((id + version).getBytes(StandardCharsets.UTF_8));
    }
}
