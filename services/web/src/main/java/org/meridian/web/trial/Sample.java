package org.meridian.web.trial;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.web.calls.MembershipCalls.SignUp;
import org.meridian.web.trial.SampleCommunity.Person;

/**
 * Somebody of this country as whom one may sign in.
 *
 * @param role   {@code operator} or {@code analyst}; null for the others
 * @param founds the names of the groups that are theirs
 */
public record Sample(SignUp who, @Nullable String role, List<String> founds) {

    static Sample of(Person person, SampleCommunity community) {
        return new Sample(signUp(person), null, community.foundedBy(person.key()));
    }

    static SignUp signUp(Person person) {
        return new SignUp(person.email(), person.displayName(), person.timeZone(), person.profession(),
                person.organisation(), person.expertise());
    }
}
