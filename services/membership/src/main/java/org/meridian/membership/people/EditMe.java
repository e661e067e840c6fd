package org.meridian.membership.people;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.events.membership.Account;
import org.meridian.events.membership.Profile;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.schemas.Topics;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** A member changes what they show of themselves, and where they live by the clock. */
@Component
final class EditMe {

    /** What is null stays; an optional text that is blank is taken away. */
    record Changes(@Nullable String displayName, @Nullable String profession, @Nullable String organisation,
            @Nullable List<String> expertise, @Nullable String timeZone, @Nullable String language) {}

    private final EventLog log;
    private final Members members;
    private final TransactionTemplate transaction;

    EditMe(@OfMembership EventLog log, Members members, @OfMembership Database database) {
        this.log = log;
        this.members = members;
        this.transaction = database.transaction();
    }

    /** The member's row is locked, since content has no version check of its own. */
    void edit(String memberId, Changes changes) {
        transaction.executeWithoutResult(status -> {
            members.lock(memberId);
            List<Entry> content = new ArrayList<>();
            members.profile(memberId).ifPresent(before -> {
                Profile after = changed(before, changes);
                if (!after.equals(before)) {
                    content.add(new Content(Topics.SHARED_PROFILES,
                            Profile.newBuilder(after).setVersion(before.getVersion() + 1).build()));
                }
            });
            members.account(memberId).ifPresent(before -> {
                Account after = changed(before, changes);
                if (!after.equals(before)) {
                    content.add(new Content(Topics.DOMESTIC_ACCOUNTS,
                            Account.newBuilder(after).setVersion(before.getVersion() + 1).build()));
                }
            });
            if (!content.isEmpty()) {
                log.append(content);
            }
        });
    }

    private static Profile changed(Profile before, Changes changes) {
        return new Profile(before.getId(), before.getVersion(),
                changes.displayName() == null ? before.getDisplayName() : changes.displayName(),
                text(before.getProfession(), changes.profession()),
                text(before.getOrganisation(), changes.organisation()),
                changes.expertise() == null ? before.getExpertise() : changes.expertise());
    }

    private static Account changed(Account before, Changes changes) {
        return new Account(before.getId(), before.getVersion(), before.getEmail(),
                changes.timeZone() == null ? before.getTimeZone() : changes.timeZone(),
                text(before.getLocale(), changes.language()));
    }

    private static @Nullable String text(@Nullable String before, @Nullable String after) {
        if (after == null) {
            return before;
        }
        return after.isBlank() ? null : after;
    }
}
