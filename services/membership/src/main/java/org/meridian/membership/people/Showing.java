package org.meridian.membership.people;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.events.membership.Audience;
import org.meridian.events.membership.ColleagueProfile;
import org.meridian.events.membership.OwnProfile;
import org.meridian.events.membership.Profile;

/**
 * Which of a member's fields go into which record: what nobody may see is in none that leaves the country, and of what a newer
 * release knows nothing is shown.
 */
final class Showing {

    private Showing() {}

    /** Of whoever has never chosen: pronouns and working hours, with which their zone goes, are for members of their groups. */
    static OwnProfile own(Profile profile) {
        return OwnProfile.newBuilder().setId(profile.getId()).setVersion(0).setProfession(profile.getProfession())
                .setOrganisation(profile.getOrganisation()).setPracticeArea(profile.getPracticeArea())
                .setExpertise(profile.getExpertise()).setLanguages(profile.getLanguages())
                .setPronouns(profile.getPronouns()).setWorkingHours(profile.getWorkingHours())
                .setProfessionFor(Audience.EVERYONE).setOrganisationFor(Audience.EVERYONE)
                .setPracticeAreaFor(Audience.EVERYONE).setExpertiseFor(Audience.EVERYONE)
                .setLanguagesFor(Audience.EVERYONE).setPronounsFor(Audience.GROUPS)
                .setWorkingHoursFor(Audience.GROUPS).build();
    }

    /** A display name is always shown. */
    static Profile everyone(OwnProfile own, String displayName, String timeZone, int version) {
        Part part = new Part(own, Audience.EVERYONE);
        return Profile.newBuilder().setId(own.getId()).setVersion(version).setDisplayName(displayName)
                .setProfession(part.profession()).setOrganisation(part.organisation())
                .setPracticeArea(part.practiceArea()).setExpertise(part.expertise()).setLanguages(part.languages())
                .setPronouns(part.pronouns()).setWorkingHours(part.workingHours()).setTimeZone(part.zone(timeZone))
                .build();
    }

    static ColleagueProfile groups(OwnProfile own, String timeZone, int version) {
        Part part = new Part(own, Audience.GROUPS);
        return ColleagueProfile.newBuilder().setId(own.getId()).setVersion(version).setProfession(part.profession())
                .setOrganisation(part.organisation()).setPracticeArea(part.practiceArea())
                .setExpertise(part.expertise()).setLanguages(part.languages()).setPronouns(part.pronouns())
                .setWorkingHours(part.workingHours()).setTimeZone(part.zone(timeZone)).build();
    }

    private record Part(OwnProfile own, Audience audience) {

        private @Nullable String text(Audience of, @Nullable String text) {
            return of == audience ? text : null;
        }

        private List<String> texts(Audience of, List<String> texts) {
            return of == audience ? texts : List.of();
        }

        @Nullable
        String profession() {
            return text(own.getProfessionFor(), own.getProfession());
        }

        @Nullable
        String organisation() {
            return text(own.getOrganisationFor(), own.getOrganisation());
        }

        @Nullable
        String practiceArea() {
            return text(own.getPracticeAreaFor(), own.getPracticeArea());
        }

        List<String> expertise() {
            return texts(own.getExpertiseFor(), own.getExpertise());
        }

        List<String> languages() {
            return texts(own.getLanguagesFor(), own.getLanguages());
        }

        @Nullable
        String pronouns() {
            return text(own.getPronounsFor(), own.getPronouns());
        }

        List<String> workingHours() {
            return texts(own.getWorkingHoursFor(), own.getWorkingHours());
        }

        /** Wall times mean nothing without it; without them it is nobody's business. */
        @Nullable
        String zone(String timeZone) {
            return workingHours().isEmpty() ? null : timeZone;
        }
    }
}
