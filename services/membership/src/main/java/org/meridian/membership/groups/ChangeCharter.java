package org.meridian.membership.groups;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.calendar.Countries;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.membership.groups.CharterEffects.Effect;
import org.meridian.membership.groups.GroupDecider.Changed;
import org.meridian.membership.groups.GroupDecider.Changes;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** An owner changes what the group says of itself, and how it is found and joined; or is told first what that would do. */
@Component
final class ChangeCharter {

    private final String home;
    private final Countries countries;
    private final EventLog log;
    private final Groups groups;
    private final CharterEffects effects;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ChangeCharter(NodeSettings node, Countries countries, @OfMembership EventLog log, Groups groups,
            CharterEffects effects, @OfMembership Database database, Clock clock) {
        this.home = node.node();
        this.countries = countries;
        this.log = log;
        this.groups = groups;
        this.effects = effects;
        this.transaction = database.transaction();
        this.clock = clock;
    }

    /**
     * The group is locked, since content has no version check of its own.
     *
     * @param known the version that the change was made of; null for any
     */
    Group change(String groupId, String memberId, Changes changes, @Nullable String known) {
        groups.visible(groupId, memberId);
        transaction.executeWithoutResult(status -> {
            groups.lock(groupId);
            Group group = groups.visible(groupId, memberId);
            List<Entry> entries = entries(decide(group, memberId, changes, known), group.isDomestic());
            if (!entries.isEmpty()) {
                log.append(entries);
            }
        });
        return groups.visible(groupId, memberId);
    }

    /** What the same change would do; it is refused to the same people. */
    List<Effect> preview(String groupId, String memberId, Changes changes, @Nullable String known) {
        Group group = groups.visible(groupId, memberId);
        return effects.of(group, decide(group, memberId, changes, known), memberId, groups.waiting(groupId));
    }

    private Changed decide(Group group, String memberId, Changes changes, @Nullable String known) {
        Changed changed = GroupDecider.change(group, changes, memberId, home, alias -> countries.of(alias).name(),
                Ids.eventId(), clock.instant());
        if (known != null && !known.equals(group.newest())) {
            throw Refusal.conflict("charter-changed",
                    "The charter has been changed since you read it. Read it again, and change that.");
        }
        return changed;
    }

    private static List<Entry> entries(Changed changed, boolean domestic) {
        List<Entry> entries = new ArrayList<>();
        if (changed.group() != null) {
            entries.add(new Fact(Topics.membership(domestic), changed.group()));
        }
        if (changed.charter() != null) {
            entries.add(new Content(Topics.charters(domestic), changed.charter()));
        }
        return entries;
    }
}
