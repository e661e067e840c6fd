package org.meridian.membership.groups;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.meridian.calendar.Countries;
import org.meridian.events.membership.Account;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.GroupChanged;
import org.meridian.events.membership.GroupState;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.Visibility;
import org.meridian.http.Fields;
import org.meridian.membership.groups.GroupDecider.Changed;
import org.meridian.membership.people.Members;
import org.meridian.process.settings.NodeSettings;
import org.meridian.text.Sentences;
import org.meridian.text.Translations;
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

    private final Translations translations = Translations.of("charter-effects");
    private final Members members;
    private final Locale here;

    CharterEffects(Members members, NodeSettings node, Countries countries) {
        this.members = members;
        this.here = countries.of(node.node()).english();
    }

    /**
     * @param memberId in whose language it is said
     * @param waiting  how many requests to join are undecided
     */
    List<Effect> of(Group before, Changed changed, String memberId, int waiting) {
        String language = members.account(memberId).map(Account::getLocale).orElse(null);
        return new Said(translations.in(language, here), new ArrayList<>()).all(before, changed, waiting);
    }

    private record Said(Sentences sentences, List<Effect> effects) {

        List<Effect> all(Group before, Changed changed, int waiting) {
            if (changed.charter() != null) {
                ofCharter(before.charter(), changed.charter(), waiting);
            }
            if (changed.group() != null) {
                ofGroup(before, changed.group(), waiting);
            }
            return effects;
        }

        private void ofCharter(Charter before, Charter after, int waiting) {
            if (!after.getName().equals(before.getName())) {
                add("name", "changed");
            }
            if (!after.getQuestions().equals(before.getQuestions())) {
                add("questions", after.getQuestions().isEmpty() ? "none" : "changed");
                addWaiting("questions", "waiting", waiting);
            }
            if (Group.need(after) != Group.need(before)) {
                add("registrationNeed", Fields.apiName(Group.need(after)));
            } else if (!after.getRegisters().equals(before.getRegisters())) {
                add("registers", "changed");
            }
            if (Group.editing(after) != Group.editing(before)) {
                add("editing", Fields.apiName(Group.editing(after)));
            }
            if (!after.getApprovedDomains().equals(before.getApprovedDomains())) {
                add("approvedDomains", "changed");
            }
        }

        private void ofGroup(Group before, GroupChanged after, int waiting) {
            boolean isFoundOtherwise = after.getVisibility() != before.visibility();
            boolean isJoinedOtherwise = after.getJoining() != before.joining();
            if (isFoundOtherwise) {
                add("visibility", Fields.apiName(after.getVisibility()));
            }
            if (isJoinedOtherwise) {
                add("joining", Fields.apiName(after.getJoining()));
            }
            boolean closes = after.getState() == GroupState.CLOSED;
            if (closes != before.closed()) {
                add("state", Fields.apiName(closes ? GroupState.CLOSED : GroupState.OPEN));
            }
            if (closes) {
                addWaiting("state", "refused", waiting);
            } else if (isFoundOtherwise || isJoinedOtherwise) {
                boolean letsIn = after.getJoining() == Joining.OPEN && after.getVisibility() != Visibility.SECRET;
                addWaiting("joining", letsIn ? "let-in" : "waiting", waiting);
            }
            if (after.getMail() != before.mail()) {
                add("mail", Fields.apiName(after.getMail()));
            }
        }

        private void add(String field, String what) {
            String key = field + "." + what;
            effects.add(new Effect(field, key.toLowerCase(Locale.ROOT), null, sentences.of(key)));
        }

        private void addWaiting(String field, String what, int people) {
            if (people > 0) {
                String key = field + "." + what;
                effects.add(new Effect(field, key.toLowerCase(Locale.ROOT), people, sentences.of(key, people)));
            }
        }
    }
}
