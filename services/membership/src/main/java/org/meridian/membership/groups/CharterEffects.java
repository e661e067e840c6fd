package org.meridian.membership.groups;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.GroupChanged;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.Visibility;
import org.meridian.http.Fields;
import org.meridian.mail.message.Sentences;
import org.meridian.membership.groups.GroupDecider.Changed;
import org.springframework.stereotype.Component;

/** What a change of a charter does to people, said before it is made. */
@Component
final class CharterEffects {

    /**
     * One thing that a change does.
     *
     * @param field    whose change does it
     * @param what     names it for programs: {@code joining.open}
     * @param people   how many it concerns at the moment, where that is a number
     * @param sentence says it
     */
    record Effect(String field, String what, @Nullable Integer people, String sentence) {}

    private final Sentences sentences = new Sentences("charter-effects");

    /** @param waiting how many requests to join are undecided */
    List<Effect> of(Group before, Changed changed, int waiting) {
        List<Effect> effects = new ArrayList<>();
        if (changed.charter() != null) {
            ofCharter(before.charter(), changed.charter(), waiting, effects);
        }
        if (changed.group() != null) {
            ofGroup(before, changed.group(), waiting, effects);
        }
        return effects;
    }

    private void ofCharter(Charter before, Charter after, int waiting, List<Effect> effects) {
        if (!after.getName().equals(before.getName())) {
            add(effects, "name", "changed");
        }
        if (!after.getQuestions().equals(before.getQuestions())) {
            add(effects, "questions", after.getQuestions().isEmpty() ? "none" : "changed");
            addWaiting(effects, "questions", "waiting", waiting);
        }
        if (!after.getApprovedDomains().equals(before.getApprovedDomains())) {
            add(effects, "approvedDomains", "changed");
        }
    }

    private void ofGroup(Group before, GroupChanged after, int waiting, List<Effect> effects) {
        boolean isFoundOtherwise = after.getVisibility() != before.visibility();
        boolean isJoinedOtherwise = after.getJoining() != before.joining();
        if (isFoundOtherwise) {
            add(effects, "visibility", Fields.apiName(after.getVisibility()));
        }
        if (isJoinedOtherwise) {
            add(effects, "joining", Fields.apiName(after.getJoining()));
        }
        if (isFoundOtherwise || isJoinedOtherwise) {
            boolean letsIn = after.getJoining() == Joining.OPEN && after.getVisibility() != Visibility.SECRET;
            addWaiting(effects, "joining", letsIn ? "let-in" : "waiting", waiting);
        }
        if (after.getMail() != before.mail()) {
            add(effects, "mail", Fields.apiName(after.getMail()));
        }
    }

    private void add(List<Effect> effects, String field, String what) {
        String key = field + "." + what;
        effects.add(new Effect(field, key.toLowerCase(Locale.ROOT), null, sentences.of(key)));
    }

    private void addWaiting(List<Effect> effects, String field, String what, int people) {
        if (people > 0) {
            String key = field + "." + what;
            effects.add(new Effect(field, key.toLowerCase(Locale.ROOT), people, sentences.of(key, people)));
        }
    }
}
