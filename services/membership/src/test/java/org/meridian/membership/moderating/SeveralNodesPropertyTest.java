package org.meridian.membership.moderating;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.events.membership.BanLifted;
import org.meridian.events.membership.JoinRefused;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.MembershipChangeDecided;
import org.meridian.events.membership.MembershipChangeRequested;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Role;
import org.meridian.membership.QuietNode;
import org.meridian.membership.joining.DecideRequest;
import org.meridian.membership.joining.Joins;
import org.meridian.membership.moderating.Change.LiftedBan;
import org.meridian.membership.moderating.Change.NewRole;
import org.meridian.membership.moderating.Change.Removal;
import org.meridian.schemas.Ids;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.TestIds;

/**
 * People of three countries do what they like to a group of one of them, in whatever order, while records come in any order but each
 * aggregate's own. There is always an owner, as long as there is a member; nobody comes in who is banned; a request and a wish are decided once; and in the end
 * all countries have the same rows.
 */
class SeveralNodesPropertyTest {

    private static final List<String> COUNTRIES = List.of("uk", "nz", "au");
    private static final int OF_EACH = 3;

    private enum What {
        ASK, WITHDRAW, LEAVE, APPROVE, REFUSE, ROLE, REMOVE, BAN, LIFT_BAN, COMES, WORKS
    }

    private static final Set<What> MODERATING = EnumSet.of(What.APPROVE, What.REFUSE, What.ROLE, What.REMOVE, What.BAN,
            What.LIFT_BAN);

    /** @param which record, request or role, of those that there are then */
    private record Step(What what, int actor, int other, int which) {}

    private static final List<QuietNode> NODES = new ArrayList<>();
    private static final List<String> PEOPLE = new ArrayList<>();
    private static final Set<String> EVER_SAID = new HashSet<>();
    private static int groups;

    private String group = "";
    private final List<Entry> said = new ArrayList<>();

    @BeforeContainer
    static void open() {
        for (String country : COUNTRIES) {
            NODES.add(new QuietNode(country, COUNTRIES.stream().filter(it -> !it.equals(country)).toList()));
        }
        for (QuietNode node : NODES) {
            for (int i = 0; i < OF_EACH; i++) {
                String id = TestIds.id(node.alias + "-person " + i);
                PEOPLE.add(id);
                node.append(List.of(new Fact("shared.membership", MembershipFacts.registered(id)),
                        new Content("shared.profiles", MembershipFacts.profile(id, 1, "Person " + i)),
                        new Content("domestic.accounts",
                                MembershipFacts.account(id, 1, id + "@example.org", "Europe/London"))));
            }
        }
        NODES.forEach(it -> it.send(NODES));
        NODES.forEach(SeveralNodesPropertyTest::receiveAll);
    }

    /** Where nothing of a kind was ever tried, nothing was proved of it. */
    @AfterContainer
    static void close() {
        NODES.forEach(QuietNode::close);
        assertThat(EVER_SAID).contains("BanLifted", "JoinRefused", "JoinRequested", "JoinWithdrawn", "LeaveRequested",
                "MembershipChangeDecided", "MembershipChangeRequested", "MembershipEnded", "MembershipGranted",
                "RequestBrief");
    }

    @Property(tries = 60)
    void whateverPeopleDoTheCountriesAgreeAndTheRulesHold(@ForAll Joining joining, @ForAll("steps") List<Step> steps) {
        begin(joining == Joining.UNKNOWN ? Joining.APPROVAL : joining);
        for (Step step : steps) {
            does(step);
            send();
            somebodyOwns(home(), "after " + step);
        }
        settle();
        nobodyCameInWhoWasBanned();
        everyRequestIsDecidedOnce();
        everyWishIsAnsweredOnce();
        everyCountryHasTheSame();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<What> what = Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.just(What.ASK)),
                Tuple.of(2, Arbitraries.of(What.WITHDRAW, What.LEAVE)),
                Tuple.of(8, Arbitraries.of(What.APPROVE, What.REFUSE, What.REFUSE, What.ROLE, What.REMOVE, What.BAN,
                        What.BAN, What.LIFT_BAN, What.LIFT_BAN)),
                Tuple.of(8, Arbitraries.just(What.COMES)),
                Tuple.of(3, Arbitraries.just(What.WORKS)));
        Arbitrary<Integer> person = Arbitraries.integers().between(0, COUNTRIES.size() * OF_EACH - 1)
                .withDistribution(RandomDistribution.uniform());
        Arbitrary<Integer> which = Arbitraries.integers().between(0, 1_000)
                .withDistribution(RandomDistribution.uniform());
        return Combinators.combine(what, person, person, which).as(Step::new).list().ofMinSize(20).ofMaxSize(120)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    /** A new group of the UK's, with a second owner in New Zealand and a moderator in Australia, whom all know of. */
    private void begin(Joining joining) {
        said.clear();
        group = TestIds.id("uk-group " + groups++);
        String founder = PEOPLE.getFirst();
        home().append(List.of(new Fact("shared.membership", MembershipFacts.created(group, founder, joining)),
                new Content("shared.charters", MembershipFacts.charter(group, "Group")),
                new Fact("shared.membership", MembershipFacts.granted(group, founder, 1, Role.OWNER)),
                new Fact("shared.membership", offered(PEOPLE.get(OF_EACH), Role.OWNER)),
                new Fact("shared.membership", offered(PEOPLE.get(2 * OF_EACH), Role.MODERATOR))));
        send();
        NODES.forEach(SeveralNodesPropertyTest::receiveAll);
        // Whom another country's group takes in unasked has to accept it first.
        for (String invited : List.of(PEOPLE.get(OF_EACH), PEOPLE.get(2 * OF_EACH))) {
            new Joins(of(invited).context()).accept(group, invited);
        }
        settle();
    }

    private MembershipGranted offered(String member, Role role) {
        return MembershipFacts.granted(group, member, 1, role);
    }

    private static QuietNode home() {
        return NODES.getFirst();
    }

    private static QuietNode of(String member) {
        return NODES.get(COUNTRIES.indexOf(Ids.home(member)));
    }

    private void does(Step step) {
        String actor = actor(step);
        String other = other(step);
        QuietNode node = of(actor);
        Joins joins = new Joins(node.context());
        ChangeMembership changes = node.context().getBean(ChangeMembership.class);
        DecideRequest decisions = node.context().getBean(DecideRequest.class);
        switch (step.what()) {
            case ASK -> refused(() -> joins.ask(group, actor));
            case WITHDRAW -> pick(requestsOf(node, actor), step).forEach(
                    it -> refused(() -> joins.withdraw(it, actor)));
            case LEAVE -> refused(() -> joins.leave(group, actor));
            case APPROVE -> decidable(node, actor, step).forEach(it -> refused(() -> decisions.approve(it, actor)));
            case REFUSE -> decidable(node, actor, step).forEach(
                    it -> refused(() -> decisions.refuse(it, actor, "Not this time")));
            case ROLE -> refused(() -> changes.change(group, other, actor, new NewRole(List.of(Role.OWNER,
                    Role.MODERATOR, Role.MEMBER, Role.OBSERVER).get(step.which() % 4)), null));
            case REMOVE -> refused(() -> changes.change(group, other, actor, new Removal("Why", null), null));
            case BAN -> refused(() -> changes.change(group, other, actor,
                    new Removal(null, Ids.occurredAt(Instant.now().plus(Duration.ofDays(1)), Instant.EPOCH)), null));
            case LIFT_BAN -> pick(banned(node), step).forEach(
                    it -> refused(() -> changes.change(group, it, actor, new LiftedBan(), null)));
            case COMES -> node.receive(step.which());
            case WORKS -> works();
        }
    }

    /** Anybody, but what only moderators may do mostly one of them. */
    private String actor(Step step) {
        List<String> moderators = MODERATING.contains(step.what()) && step.which() % 4 > 0
                ? home().texts("""
                        SELECT member_id FROM membership WHERE group_id = ? AND active AND role IN ('OWNER', 'MODERATOR')
                        ORDER BY 1""", group)
                : PEOPLE;
        return oneOf(moderators, step.actor());
    }

    /** Anybody, but mostly somebody who is in the group. */
    private String other(Step step) {
        List<String> participants = step.which() % 5 > 0
                ? home().texts("SELECT member_id FROM membership WHERE group_id = ? AND active ORDER BY 1", group)
                : PEOPLE;
        return oneOf(participants, step.other());
    }

    /** Anybody, where all have left. */
    private static String oneOf(List<String> people, int which) {
        List<String> some = people.isEmpty() ? PEOPLE : people;
        return some.get(which % some.size());
    }

    private static void refused(Runnable command) {
        try {
            command.run();
        } catch (Refusal expected) {
            // is what the rules are for
        }
    }

    private static Stream<String> pick(List<String> from, Step step) {
        return from.isEmpty() ? Stream.empty() : Stream.of(from.get(step.which() % from.size()));
    }

    private List<String> requestsOf(QuietNode node, String member) {
        return node.texts("""
                SELECT request_id FROM join_request WHERE group_id = ? AND member_id = ? AND requested_at IS NOT NULL
                ORDER BY request_id""", group, member);
    }

    private List<String> banned(QuietNode node) {
        return node.texts("""
                SELECT member_id FROM membership WHERE group_id = ? AND banned_until IS NOT NULL ORDER BY 1""", group);
    }

    /** Of those who do not moderate here nobody is shown a request. */
    private Stream<String> decidable(QuietNode node, String actor, Step step) {
        boolean moderates = !node.texts("""
                SELECT id FROM membership WHERE group_id = ? AND member_id = ? AND active
                  AND role IN ('OWNER', 'MODERATOR')""", group, actor).isEmpty();
        return moderates
                ? pick(node.texts("""
                        SELECT request_id FROM join_request WHERE group_id = ? AND requested_at IS NOT NULL
                        UNION SELECT request_id FROM request_brief WHERE group_id = ? ORDER BY 1""", group, group),
                        step)
                : Stream.empty();
    }

    /** The workers of the group's home. */
    private void works() {
        new Joins(home().context()).decideAll();
        home().context().getBean(HomeChanges.class).carryOutAll();
    }

    private void send() {
        NODES.forEach(node -> said.addAll(node.send(NODES)));
        said.forEach(it -> EVER_SAID.add(it.body().getSchema().getName()));
    }

    private static boolean receiveAll(QuietNode node) {
        boolean any = false;
        while (node.receive(0)) {
            any = true;
        }
        return any;
    }

    private void settle() {
        boolean goesOn = true;
        for (int round = 0; goesOn; round++) {
            assertThat(round).as("rounds until nothing is left to say").isLessThan(20);
            works();
            int before = said.size();
            send();
            goesOn = said.size() > before;
            for (QuietNode node : NODES) {
                goesOn |= receiveAll(node);
            }
        }
    }

    /** As long as there is anybody; an owner who leaves is one until the home has let them go. */
    private void somebodyOwns(QuietNode node, String when) {
        List<String> roles = node.texts("SELECT role FROM membership WHERE group_id = ? AND role IS NOT NULL", group);
        assertThat(roles.isEmpty() || roles.contains("OWNER")).as("roles in %s %s: %s", node.alias, when, roles)
                .isTrue();
    }

    private <T> List<T> facts(Class<T> type) {
        return said.stream().map(Entry::body).filter(type::isInstance).map(type::cast).toList();
    }

    private void nobodyCameInWhoWasBanned() {
        Map<String, Instant> banned = new HashMap<>();
        Map<String, Integer> versions = new HashMap<>();
        for (Entry entry : said) {
            switch (entry.body()) {
                case MembershipGranted it -> {
                    assertThat(banned.getOrDefault(it.getMemberId(), Instant.EPOCH)).as("%s", it)
                            .isBeforeOrEqualTo(it.getOccurredAt());
                    follows(versions, it.getId(), it.getVersion());
                }
                case MembershipEnded it -> {
                    banned.put(it.getMemberId(), it.getBannedUntil() == null ? Instant.EPOCH : it.getBannedUntil());
                    follows(versions, it.getId(), it.getVersion());
                }
                case BanLifted it -> {
                    banned.remove(it.getMemberId());
                    follows(versions, it.getId(), it.getVersion());
                }
                default -> {
                }
            }
        }
    }

    private static void follows(Map<String, Integer> versions, String id, int version) {
        assertThat(version).as(id).isEqualTo(versions.merge(id, 1, Integer::sum));
    }

    private void everyRequestIsDecidedOnce() {
        List<String> decided = Stream.concat(
                facts(MembershipGranted.class).stream().map(MembershipGranted::getRequestId),
                facts(JoinRefused.class).stream().map(JoinRefused::getRequestId)).filter(it -> it != null).toList();
        assertThat(decided).doesNotHaveDuplicates();
        for (QuietNode node : NODES) {
            assertThat(states(node, node)).as(node.alias).isEqualTo(states(home(), node));
        }
    }

    /** What becomes of the requests of a country's people, as a node has it. */
    private List<String> states(QuietNode node, QuietNode of) {
        return node.texts("""
                SELECT concat_ws(' ', id, state) FROM request_state
                WHERE group_id = ? AND split_part(member_id, '-', 1) = ? ORDER BY id""", group, of.alias);
    }

    private void everyWishIsAnsweredOnce() {
        List<String> wished = facts(MembershipChangeRequested.class).stream().map(MembershipChangeRequested::getId)
                .toList();
        List<String> answered = facts(MembershipChangeDecided.class).stream()
                .map(MembershipChangeDecided::getRequestId).toList();
        assertThat(answered).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(wished);
    }

    private void everyCountryHasTheSame() {
        for (String rows : List.of(
                """
                SELECT concat_ws(' ', id, version, role, since, joined_version, joined_at, banned_until, removed,
                                 ended_version, reads_until, writes_until) FROM membership WHERE group_id = ? ORDER BY id""",
                """
                        SELECT concat_ws(' ', id, version, at, kind, actor_id, member_id, role, banned_until)
                        FROM audit_entry WHERE group_id = ? ORDER BY id, version""")) {
            Set<List<String>> all = new HashSet<>();
            NODES.forEach(node -> all.add(node.texts(rows, group)));
            assertThat(all).as(rows).hasSize(1);
        }
        NODES.forEach(node -> somebodyOwns(node, "in the end"));
    }
}
