package org.meridian.community;

import static org.meridian.testing.TestIds.id;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.schemas.Topics;
import org.meridian.schemas.Trust;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.RealServers;
import org.springframework.jdbc.core.JdbcTemplate;

/** What membership may write, and the tables of a service that keeps nothing else. */
final class Story {

    static final String GROUP = id("uk-group");
    static final String MEMBER = id("nz-member");
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    static {
        Trust.generatedClasses(); // copying a fact reads it
    }

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
        Community.on(entries, "uk").forEach(statement -> statement.run(jdbc));
    }

    static void empty(JdbcTemplate jdbc) {
        jdbc.execute("TRUNCATE " + String.join(", ", Community.tables()));
    }

    static Instant at(int version) {
        return START.plusSeconds(version);
    }

    static Entry blocks(String memberId, int version, String other) {
        return Entry.of(Topics.DOMESTIC_BLOCKS, MembershipFacts.blocks(memberId, version, other));
    }

    static Entry created(String groupId, Scope scope, Visibility visibility) {
        return Entry.of(Topics.SHARED_MEMBERSHIP,
                GroupCreated.newBuilder(MembershipFacts.created(groupId, MEMBER, Joining.OPEN)).setScope(scope)
                        .setVisibility(visibility).build());
    }

    static Entry changed(String groupId, int version, Visibility visibility) {
        return Entry.of(Topics.SHARED_MEMBERSHIP, MembershipFacts.changed(groupId, MEMBER, version, visibility));
    }

    static Entry granted(String memberId, int version, Role role) {
        return Entry.of(Topics.SHARED_MEMBERSHIP,
                MembershipGranted.newBuilder(MembershipFacts.granted(GROUP, memberId, version, role))
                        .setOccurredAt(at(version)).build());
    }

    static Entry until(int version, @Nullable Instant reads, @Nullable Instant writes) {
        return Entry.of(Topics.SHARED_MEMBERSHIP, MembershipGranted
                .newBuilder(MembershipFacts.granted(GROUP, MEMBER, version, Role.MEMBER)).setOccurredAt(at(version))
                .setReadsUntil(reads).setWritesUntil(writes).build());
    }

    static Entry answered(String memberId, int version, String requestId) {
        return Entry.of(Topics.SHARED_MEMBERSHIP, MembershipGranted
                .newBuilder(MembershipFacts.granted(GROUP, memberId, version, Role.MEMBER)).setOccurredAt(at(version))
                .setRequestId(requestId).build());
    }

    static Entry asked(String memberId, String requestId, int at) {
        return Entry.of(Topics.requestsTo("uk"), MembershipFacts.joinRequested(requestId, GROUP, memberId, at(at)));
    }

    static Entry withdrawn(String memberId, String requestId) {
        return Entry.of(Topics.requestsTo("uk"), MembershipFacts.joinWithdrawn(requestId, GROUP, memberId));
    }

    static Entry refused(String memberId, String requestId) {
        return Entry.of(Topics.requestsTo("nz"), MembershipFacts.joinRefused(requestId, GROUP, memberId, MEMBER));
    }

    static Entry ended(String memberId, int version) {
        return Entry.of(Topics.SHARED_MEMBERSHIP, MembershipFacts.ended(GROUP, memberId, version, EndReason.LEFT));
    }

    static Entry leaving(String memberId, int membershipVersion) {
        return Entry.of(Topics.requestsTo("uk"), MembershipFacts.leaveRequested(
                id("nz-leaving" + memberId + membershipVersion), GROUP, memberId, membershipVersion));
    }

    static Entry profile(String memberId, int version) {
        return Entry.of(Topics.SHARED_PROFILES, MembershipFacts.profile(memberId, version, "name " + version));
    }

    static Entry charter(String groupId, int version) {
        return Entry.of(Topics.SHARED_CHARTERS,
                Charter.newBuilder(MembershipFacts.charter(groupId, "group " + version)).setVersion(version).build());
    }
}
