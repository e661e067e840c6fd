package org.meridian.web.trial;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.Charter;
import org.meridian.web.calls.Group;
import org.meridian.web.calls.JoinRequest;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.Participant;
import org.meridian.web.calls.Person.Hours;
import org.meridian.web.calls.Post;
import org.meridian.web.calls.PostsCalls;
import org.meridian.web.calls.Session;
import org.meridian.web.page.Form;
import org.meridian.web.page.Parallel;
import org.meridian.web.trial.Progress.Stage;
import org.meridian.web.trial.SampleCommunity.Answer;
import org.meridian.web.trial.SampleCommunity.Application;
import org.meridian.web.trial.SampleCommunity.Person;
import org.meridian.web.trial.SampleCommunity.Plan;
import org.meridian.web.trial.SampleCommunity.Profile;
import org.meridian.web.trial.SampleCommunity.Talk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/**
 * Fills the network with the sample community, as its people would: each at the node of their country, by its public calls.
 * What is there already is left as it is, so that it can be begun again at any time, and from two nodes at once.
 */
@Component
@ConditionalOnBooleanProperty("meridian.demo")
final class Filling {

    private static final Logger LOG = LoggerFactory.getLogger(Filling.class);
    private static final int MOST = 100;

    /** @param caller the Authorization header */
    private record Resident(Node node, String id, String caller) {}

    private final Nodes nodes;
    private final Clock clock = Clock.systemUTC();
    private final SampleCommunity community = SampleCommunity.read();
    private volatile Progress progress = Progress.NONE;

    Filling(Nodes nodes) {
        this.nodes = nodes;
    }

    Progress progress() {
        return progress;
    }

    SampleCommunity community() {
        return community;
    }

    /** Returns at once, also where it goes on already. */
    synchronized void begin() {
        if (!progress.goesOn()) {
            progress = new Progress(Stage.PEOPLE, 0, 1, List.of());
            Thread.ofVirtual().name("filling").start(this::run);
        }
    }

    private void run() {
        try {
            fill();
            progress = progress.in(Stage.DONE);
        } catch (RuntimeException e) { // whatever it was, it does not go on
            LOG.warn("The network could not be filled with the sample community", e);
            progress = progress.in(Stage.FAILED);
        }
    }

    private void fill() {
        Map<String, Node> up = new HashMap<>();
        nodes.all().stream().filter(Filling::answers).forEach(node -> up.put(node.country(), node));
        List<Person> people = community.people().stream().filter(it -> up.containsKey(it.country())).toList();
        Predicate<String> isHere = key -> people.stream().anyMatch(it -> it.key().equals(key));
        List<Plan> groups = community.groups().stream().filter(it -> isHere.test(it.owner())).toList();
        List<Talk> threads = community.threads().stream().filter(it -> isHere.test(it.by())
                && groups.stream().anyMatch(group -> group.key().equals(it.group()))).toList();
        progress = new Progress(Stage.PEOPLE, 0, people.size() + groups.size() + threads.size(),
                nodes.all().stream().map(Node::country).filter(it -> !up.containsKey(it)).toList());

        Map<String, Resident> residents = signUp(people, up);
        progress = progress.in(Stage.GROUPS);
        Map<String, String> ids = new HashMap<>();
        for (Plan group : groups) {
            ids.put(group.key(), gather(group, residents));
            progress = progress.oneMore();
        }
        progress = progress.in(Stage.TALK);
        for (Talk thread : threads) {
            talk(thread, there(ids, thread.group()), residents);
            progress = progress.oneMore();
        }
    }

    private static boolean answers(Node node) {
        try {
            node.mail().mails("nobody@demo.example");
            return true;
        } catch (Refusal | RestClientException away) {
            return false;
        }
    }

    private Map<String, Resident> signUp(List<Person> people, Map<String, Node> up) {
        Map<String, Parallel<Resident>> coming = new HashMap<>();
        people.forEach(it -> coming.put(it.key(), Parallel.call(() -> signUp(it, there(up, it.country())))));
        Map<String, Resident> residents = new HashMap<>();
        coming.forEach((key, resident) -> {
            residents.put(key, resident.answer());
            progress = progress.oneMore();
        });
        return residents;
    }

    private static Resident signUp(Person person, Node node) {
        Session session = MailedSession.of(node, Sample.signUp(person));
        Resident resident = new Resident(node, session.memberId(), "Bearer " + session.accessToken());
        if (person.profile() != null) {
            node.membership().change(resident.caller(), of(person, person.profile()));
        }
        return resident;
    }

    private static MembershipCalls.Change of(Person person, Profile profile) {
        return new MembershipCalls.Change(person.displayName(), person.profession(), person.organisation(),
                profile.practiceArea(), person.expertise(), profile.languages(), Form.orEmpty(profile.pronouns()),
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY).stream()
                        .map(day -> new Hours(day.name(), profile.weekdays().from(), profile.weekdays().to())).toList(),
                Map.of(), person.timeZone());
    }

    /** Founds the group and lets its people in; answers with its id. */
    private String gather(Plan plan, Map<String, Resident> residents) {
        Resident owner = there(residents, plan.owner());
        String group = mine(owner, plan.charter().name());
        String id = group == null ? found(plan, owner) : group;
        for (Application application : plan.applicants()) {
            Resident applicant = residents.get(application.person());
            if (applicant != null) {
                join(id, plan, application, applicant, owner);
            }
        }
        return id;
    }

    private static @Nullable String mine(Resident owner, String name) {
        return owner.node().membership().groups(owner.caller(), name, true, null, MOST).items().stream()
                .filter(it -> it.name().equals(name)).map(Group::id).findFirst().orElse(null);
    }

    private static String found(Plan plan, Resident owner) {
        SampleCommunity.Charter wish = plan.charter();
        return owner.node().membership().found(owner.caller(), key(plan.key()),
                new Charter(wish.name(), wish.purpose(), null, wish.scope(), wish.visibility(), wish.joining(),
                        orNone(wish.questions()), List.of(), "full", orNone(wish.registers()), "none", "week"))
                .id();
    }

    private void join(String group, Plan plan, Application application, Resident applicant, Resident owner) {
        MembershipCalls membership = applicant.node().membership();
        Group seen = Patience.until(() -> membership.group(applicant.caller(), group));
        boolean asked = membership.myRequests(applicant.caller(), null, MOST).items().stream()
                .anyMatch(it -> it.groupId().equals(group) && !it.state().equals("pending"));
        if (seen.isMine() || !asked && isLetIn(group, plan, application, applicant, owner)) {
            Patience.until(() -> applicant.node().posts().posts(applicant.caller(), group, null, 1));
            raise(group, applicant.id(), application, owner);
        }
    }

    private boolean isLetIn(String group, Plan plan, Application application, Resident applicant, Resident owner) {
        MembershipCalls membership = applicant.node().membership();
        if (application.isInvited()) {
            String token = invite(plan, application, group, owner);
            if (token != null) { // else it has been followed
                membership.acceptInvitation(applicant.caller(), token);
            }
            return Patience.until(() -> membership.group(applicant.caller(), group).isMine() ? true : null);
        }
        String request = ask(plan, application, group, applicant, owner);
        JoinRequest decided = Patience.until(() -> {
            JoinRequest now = membership.request(applicant.caller(), request);
            return now.state().equals("pending") ? null : now;
        });
        return decided.state().equals("granted");
    }

    private static String ask(Plan plan, Application application, String group, Resident applicant, Resident owner) {
        String request = applicant.node().membership().ask(applicant.caller(), group,
                key(plan.key() + "/" + application.person()),
                new MembershipCalls.Application(application.given(), application.note())).id();
        if (plan.isModerated()) {
            decide(request, application, owner);
        }
        return request;
    }

    /** Returns what stands in the link; null where it is good for nobody any more. */
    private @Nullable String invite(Plan plan, Application application, String group, Resident owner) {
        Instant week = clock.instant().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(8));
        return owner.node().membership().invite(owner.caller(), group,
                key(plan.key() + "/invites/" + application.person()),
                new MembershipCalls.NewInvitation(week, 1, "member", null)).token();
    }

    /** Whoever has a role or a registration already keeps it. */
    private void raise(String group, String member, Application application, Resident owner) {
        if (application.role() == null && application.register() == null) {
            return;
        }
        MembershipCalls membership = owner.node().membership();
        Participant there = membership.member(owner.caller(), group, member);
        if (application.role() != null && there.role().equals("member")) {
            membership.changeRole(owner.caller(), group, member, new MembershipCalls.NewRole(application.role(), null));
        }
        if (application.register() != null && there.registration() == null) {
            LocalDate today = LocalDate.now(clock);
            membership.changeRegistration(owner.caller(), group, member, new MembershipCalls.NewRegistration(
                    application.register(), today.toString(), today.plusYears(1).toString(), null));
        }
    }

    private static List<String> orNone(@Nullable List<String> some) {
        return some == null ? List.of() : some;
    }

    private static void decide(String request, Application application, Resident owner) {
        MembershipCalls membership = owner.node().membership();
        JoinRequest there = Patience.until(() -> {
            JoinRequest now = membership.request(owner.caller(), request);
            return now.answers().equals(application.given()) || !now.state().equals("pending") ? now : null;
        });
        if (!there.state().equals("pending")) {
            return;
        }
        if (application.refuse() == null) {
            membership.approve(owner.caller(), request);
        } else {
            membership.refuse(owner.caller(), request, new MembershipCalls.Reason(application.refuse()));
        }
    }

    private static void talk(Talk thread, String group, Map<String, Resident> residents) {
        Resident author = there(residents, thread.by());
        boolean isThere = author.node().posts().posts(author.caller(), group, null, MOST).items().stream()
                .map(Post::title).anyMatch(thread.title()::equals);
        if (isThere) {
            return;
        }
        String post = author.node().posts().publish(author.caller(), group, key(thread.title()),
                new PostsCalls.NewPost(thread.kind(), thread.title(), thread.body(), thread.tags(),
                        thread.jurisdiction(), "en", null))
                .id();
        for (Answer answer : thread.replies()) {
            Resident reader = residents.get(answer.by());
            if (reader != null) {
                Patience.until(() -> reader.node().posts().reply(reader.caller(), post,
                        key(thread.title() + "/" + answer.body()), new PostsCalls.NewReply(answer.body(), null)));
            }
        }
    }

    /** The same for the same thing, so that two who fill at once do it once. */
    private static String key(String what) {
        return UUID.nameUUIDFromBytes(("the sample community: " + what).getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static <T> T there(Map<String, T> all, String key) {
        T found = all.get(key);
        if (found == null) {
            throw new IllegalStateException("The sample community has no " + key);
        }
        return found;
    }
}
