package org.meridian.web.trial;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Who is in a network for trying out, which groups they found and what they say; {@code scripts/demo} plays the same. */
record SampleCommunity(List<Person> people, List<Plan> groups, List<Talk> threads) {

    /** @param profile what they say of themselves once they have signed in; null for nothing */
    record Person(String key, String country, String email, String displayName, String timeZone, String profession,
            String organisation, List<String> expertise, @Nullable Profile profile) {}

    /** @param weekdays when they work, from Monday to Friday */
    record Profile(String practiceArea, List<String> languages, @Nullable String pronouns, Weekdays weekdays) {}

    record Weekdays(String from, String to) {}

    record Charter(String name, String purpose, String scope, String visibility, String joining,
            @Nullable List<String> questions, @Nullable List<String> registers) {}

    /**
     * @param refuse   why the owner refuses it; null for one who is let in
     * @param invited  whether they come by an invitation instead of asking
     * @param role     that the owner gives them then; null for a member's
     * @param register in which the owner finds them then; null for none
     */
    record Application(String person, @Nullable List<String> answers, @Nullable String note, @Nullable String refuse,
            @Nullable Boolean invited, @Nullable String role, @Nullable String register) {

        boolean isInvited() {
            return Boolean.TRUE.equals(invited);
        }

        List<String> given() {
            return answers == null ? List.of() : answers;
        }
    }

    record Plan(String key, String owner, Charter charter, List<Application> applicants) {

        boolean isModerated() {
            return charter.joining().equals("approval");
        }
    }

    record Answer(String by, String body) {}

    record Talk(String group, String by, String kind, String title, String body, List<String> tags,
            @Nullable String jurisdiction, List<Answer> replies) {}

    static SampleCommunity read() {
        try (InputStream file = SampleCommunity.class.getResourceAsStream("/trial/community.json")) {
            if (file == null) {
                throw new IllegalStateException("There is no trial/community.json on the class path");
            }
            return JsonMapper.shared().readValue(file, SampleCommunity.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the groups that somebody founds. */
    List<String> foundedBy(String person) {
        return groups.stream().filter(it -> it.owner().equals(person)).map(it -> it.charter().name()).toList();
    }
}
