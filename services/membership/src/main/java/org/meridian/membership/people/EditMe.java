package org.meridian.membership.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.events.membership.Account;
import org.meridian.events.membership.Audience;
import org.meridian.events.membership.ColleagueProfile;
import org.meridian.events.membership.OwnProfile;
import org.meridian.events.membership.Profile;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.schemas.Topics;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** A member changes what they say of themselves and who sees it, and where they live by the clock. */
@Component
final class EditMe {

    /**
     * What is null stays; an optional text that is blank is taken away.
     *
     * @param audiences by field, of those that change
     */
    record Changes(@Nullable String displayName, @Nullable String profession, @Nullable String organisation,
            @Nullable String practiceArea, @Nullable List<String> expertise, @Nullable List<String> languages,
            @Nullable String pronouns, @Nullable List<String> workingHours, Map<String, Audience> audiences,
            @Nullable String timeZone, @Nullable String language) {}

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
            Profile profile = members.profile(memberId).orElse(null);
            Account account = members.account(memberId).orElse(null);
            if (profile == null || account == null) {
                return;
            }
            OwnProfile own = members.own(memberId).orElseGet(() -> Showing.own(profile));
            ColleagueProfile colleagues = members.colleagueProfile(memberId)
                    .orElseGet(() -> ColleagueProfile.newBuilder().setId(memberId).setVersion(0).build());
            Account newAccount = changed(account, changes);
            OwnProfile newOwn = changed(own, changes);
            String name = changes.displayName() == null ? profile.getDisplayName() : changes.displayName();
            String zone = newAccount.getTimeZone();

            List<Entry> content = new ArrayList<>();
            append(content, Topics.DOMESTIC_ACCOUNTS, account, newAccount,
                    it -> Account.newBuilder(it).setVersion(it.getVersion() + 1).build());
            append(content, Topics.DOMESTIC_PROFILES, own, newOwn,
                    it -> OwnProfile.newBuilder(it).setVersion(it.getVersion() + 1).build());
            append(content, Topics.SHARED_PROFILES, profile,
                    Showing.everyone(newOwn, name, zone, profile.getVersion()),
                    it -> Profile.newBuilder(it).setVersion(it.getVersion() + 1).build());
            append(content, Topics.SHARED_COLLEAGUES, colleagues,
                    Showing.groups(newOwn, zone, colleagues.getVersion()),
                    it -> ColleagueProfile.newBuilder(it).setVersion(it.getVersion() + 1).build());
            if (!content.isEmpty()) {
                log.append(content);
            }
        });
    }

    private static <T extends SpecificRecord> void append(List<Entry> content, String topic, T before, T after,
            UnaryOperator<T> newer) {
        if (!after.equals(before)) {
            content.add(new Content(topic, newer.apply(after)));
        }
    }

    private static OwnProfile changed(OwnProfile before, Changes changes) {
        return OwnProfile.newBuilder(before)
                .setProfession(text(before.getProfession(), changes.profession()))
                .setOrganisation(text(before.getOrganisation(), changes.organisation()))
                .setPracticeArea(text(before.getPracticeArea(), changes.practiceArea()))
                .setExpertise(Objects.requireNonNullElse(changes.expertise(), before.getExpertise()))
                .setLanguages(Objects.requireNonNullElse(changes.languages(), before.getLanguages()))
                .setPronouns(text(before.getPronouns(), changes.pronouns()))
                .setWorkingHours(Objects.requireNonNullElse(changes.workingHours(), before.getWorkingHours()))
                .setProfessionFor(changes.audiences().getOrDefault("profession", before.getProfessionFor()))
                .setOrganisationFor(changes.audiences().getOrDefault("organisation", before.getOrganisationFor()))
                .setPracticeAreaFor(changes.audiences().getOrDefault("practiceArea", before.getPracticeAreaFor()))
                .setExpertiseFor(changes.audiences().getOrDefault("expertise", before.getExpertiseFor()))
                .setLanguagesFor(changes.audiences().getOrDefault("languages", before.getLanguagesFor()))
                .setPronounsFor(changes.audiences().getOrDefault("pronouns", before.getPronounsFor()))
                .setWorkingHoursFor(changes.audiences().getOrDefault("workingHours", before.getWorkingHoursFor()))
                .build();
    }

    private static Account changed(Account before, Changes changes) {
        return Account.newBuilder(before)
                .setTimeZone(changes.timeZone() == null ? before.getTimeZone() : changes.timeZone())
                .setLocale(text(before.getLocale(), changes.language())).build();
    }

    private static @Nullable String text(@Nullable String before, @Nullable String after) {
        if (after == null) {
            return before;
        }
        return after.isBlank() ? null : after;
    }
}
