package org.meridian.membership.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.events.membership.Blocks;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.schemas.Limits;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** A member wants to hear nothing of somebody any more, or again. Nobody else learns of it, the other one least. */
@Component
final class BlockMember {

    private static final String SELECT = "SELECT * FROM blocks WHERE member_id = :member";

    private final EventLog log;
    private final Members members;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    BlockMember(@OfMembership EventLog log, Members members, @OfMembership Database database) {
        this.log = log;
        this.members = members;
        this.jdbc = database.client();
        this.transaction = database.transaction();
    }

    /** @throws Refusal for oneself, and for whoever is one too many */
    void block(String memberId, String other) {
        if (other.equals(memberId)) {
            throw Refusal.of(Refusal.Kind.CONFLICT, "not-oneself", "Nobody blocks themself.");
        }
        change(memberId, before -> {
            if (before.contains(other)) {
                return before;
            }
            if (before.size() == Limits.BLOCKS) {
                throw Refusal.of(Refusal.Kind.CONFLICT, "too-many-blocked", "You have blocked " + Limits.BLOCKS
                        + " members, and that is the most. Unblock one first.");
            }
            List<String> after = new ArrayList<>(before);
            after.add(other);
            return after;
        });
    }

    /** Also where nobody is blocked. */
    void unblock(String memberId, String other) {
        change(memberId, before -> before.stream().filter(it -> !it.equals(other)).toList());
    }

    /** The member's row is locked, since content has no version check of its own. */
    private void change(String memberId, UnaryOperator<List<String>> change) {
        transaction.executeWithoutResult(status -> {
            members.lock(memberId);
            Blocks before = find(memberId)
                    .orElseGet(() -> Blocks.newBuilder().setId(memberId).setVersion(0).build());
            List<String> after = change.apply(before.getMemberIds());
            if (!after.equals(before.getMemberIds())) {
                log.append(List.of(new Content(Topics.DOMESTIC_BLOCKS,
                        new Blocks(memberId, before.getVersion() + 1, after))));
            }
        });
    }

    private Optional<Blocks> find(String memberId) {
        return jdbc.sql(SELECT).param("member", memberId).query((row, i) -> new Blocks(row.getString("member_id"),
                row.getInt("version"), Members.texts(row, "blocked"))).optional();
    }
}
