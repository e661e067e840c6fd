package org.meridian.flows;

import static java.util.Objects.requireNonNull;
import static org.meridian.testing.Waiting.eventually;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.meridian.http.PeerTokens;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;

/**
 * Whoever may stand to a group in one way or another, in its country and abroad, and a group of each kind that they so stand to.
 * All groups are at home in one country, where their owner lives.
 */
final class Cast {

    static final List<String> GROUPS = List.of("open", "approval", "unlisted", "secret", "domestic", "missing");

    private static final Map<String, Map<String, Object>> FOUNDED = Map.of("open", Map.of(), "approval", Map.of(),
            "unlisted", Map.of(), "secret", Map.of(), "domestic", Map.of("scope", "domestic"));
    private static final Map<String, Map<String, Object>> BECOME = Map.of("approval", Map.of("joining", "approval"),
            "unlisted", Map.of("joining", "approval", "visibility", "unlisted"), "secret",
            Map.of("joining", "approval"), "domestic", Map.of("joining", "approval"));
    private static final List<String> JOINING = List.of("member", "moder", "left", "banned");
    private static final List<String> ASKING = List.of("asker", "approved", "refused");
    /** To be removed, each by one who may. */
    private static final List<String> VICTIMS = List.of("victim-of-home-moder", "victim-of-home-owner",
            "victim-of-abroad-moder", "victim-of-abroad-owner");

    private final Network network;
    private final Country uk;
    private final Country nz;
    /** By place and part, for example {@code home moder}. */
    private final Map<String, Member> people = new ConcurrentHashMap<>();
    /** By group and what it is of, for example {@code secret post}. */
    private final Map<String, String> ids = new ConcurrentHashMap<>();

    Cast(Network network) {
        this.network = network;
        uk = network.uk();
        nz = network.nz();
        together(Stream.concat(
                Stream.of(List.of("stranger", "owner"), JOINING, ASKING, VICTIMS).flatMap(List::stream)
                        .map(part -> () -> signsUp("home", uk, part)),
                Stream.of(List.of("stranger", "owner"), JOINING, ASKING).flatMap(List::stream)
                        .map(part -> () -> signsUp("abroad", nz, part))));
        together(Stream.of(uk, nz).flatMap(it -> Stream.of(it::operator, it::analyst)));
        together(FOUNDED.keySet().stream().map(group -> () -> arrange(group)));
        for (String what : List.of("group", "post", "home-request", "abroad-request", "home-approved",
                "abroad-approved", "home-refused", "abroad-refused", "wish")) {
            GROUPS.forEach(group -> ids.putIfAbsent(group + " " + what,
                    Ids.create(what.startsWith("abroad") || what.equals("wish") ? "nz" : "uk")));
        }
    }

    private void signsUp(String place, Country country, String part) {
        people.put(place + " " + part, country.signsUp(part.replace("-", "")));
    }

    private Member person(String place, String part) {
        return requireNonNull(people.get(place + " " + part), place + " " + part);
    }

    private Stream<Member> all(String place, List<String> parts) {
        return parts.stream().map(part -> person(place, part));
    }

    /** Everybody joins while that is easy; then the group becomes what it is called. */
    private void arrange(String kind) {
        boolean isEverywhere = !kind.equals("domestic");
        Member owner = person("home", "owner");
        String group = owner.founds("The " + kind + " one", requireNonNull(FOUNDED.get(kind)));
        ids.put(kind + " group", group);
        Stream<Member> abroad = isEverywhere
                ? Stream.concat(all("abroad", JOINING), Stream.of(person("abroad", "owner")))
                : Stream.of();
        together(Stream.of(all("home", JOINING), all("home", VICTIMS), abroad).flatMap(it -> it)
                .map(member -> () -> member.joins(group)));
        List<String> places = isEverywhere ? List.of("home", "abroad") : List.of("home");
        together(places.stream().map(place -> () -> becomeWhatTheyAre(place, group)));
        Map<String, Object> charter = BECOME.get(kind);
        if (charter != null) {
            owner.changes(group, charter);
            together(places.stream().flatMap(place -> ASKING.stream().map(part -> () -> asks(place, part, kind))));
        }
        String post = owner.publishes(group, "Written in " + kind);
        ids.put(kind + " post", post);
        if (isEverywhere) {
            person("abroad", "member").waitsUntilItShows(post);
            ids.put(kind + " wish", person("abroad", "owner").http()
                    .send("PUT", "/api/groups/" + group + "/members/" + person("home", "member").id() + "/role",
                            "{\"role\":\"member\"}")
                    .with(202).get("id").asString());
        }
        if (kind.equals("secret")) {
            owner.changes(group, Map.of("visibility", "secret"));
            eventually(() -> person("abroad", "stranger").http().get("/api/groups/" + group),
                    it -> it.status() == 404);
        }
    }

    private void becomeWhatTheyAre(String place, String group) {
        Member owner = person("home", "owner");
        owner.gives("moderator", person(place, "moder"), group);
        person(place, "moder").waitsUntilRoleIs("moderator", group);
        if (place.equals("abroad")) {
            owner.gives("owner", person(place, "owner"), group);
            person(place, "owner").waitsUntilRoleIs("owner", group);
        }
        Member banned = person(place, "banned");
        owner.http().send("DELETE", "/api/groups/" + group + "/members/" + banned.id(),
                Http.JSON.writeValueAsString(Map.of("banUntil", Instant.now().plus(1, ChronoUnit.DAYS).toString())))
                .with(200);
        banned.waitsUntilRoleIs("none", group);
        Member left = person(place, "left");
        left.leaves(group);
        eventually(() -> owner.http().get("/api/groups/" + group + "/members/" + left.id()),
                it -> it.status() == 404);
        if (place.equals("abroad")) {
            Http moderator = person(place, "moder").http();
            eventually(() -> moderator.get("/api/groups/" + group + "/bans/" + person("home", "banned").id()),
                    it -> it.status() == 200);
            all("home", VICTIMS).forEach(
                    victim -> eventually(() -> moderator.get("/api/groups/" + group + "/members/" + victim.id()),
                            it -> it.status() == 200));
        }
    }

    private void asks(String place, String part, String kind) {
        Member applicant = person(place, part);
        String group = requireNonNull(ids.get(kind + " group"));
        eventually(() -> applicant.group(group).get("joining").asString(), it -> it.equals("approval"));
        String request = applicant.asksToJoin(group);
        ids.put(kind + " " + place + "-" + (part.equals("asker") ? "request" : part), request);
        eventually(() -> person("home", "owner").http().get("/api/join-requests/" + request),
                it -> it.status() == 200);
    }

    /** Calls as somebody of the table does. */
    Http caller(String place, String part) {
        Country country = place.equals("home") ? uk : nz;
        return switch (part) {
            case "nobody" -> country.anybody();
            case "altered" -> country.anybody().as(altered(requireNonNull(person(place, "owner").http().token())));
            case "operator" -> country.operator().http();
            case "analyst" -> country.analyst();
            case "peer" -> country.anybody().as(peersToken(country == uk ? nz : uk, country));
            default -> person(place, part).http();
        };
    }

    /** One character of what it says. */
    private static String altered(String token) {
        int at = token.length() / 2;
        return token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
    }

    private String peersToken(Country of, Country at) {
        var shared = new NodeSettings.Peer("", "", network.secret(of.alias(), at.alias()), "");
        return new PeerTokens(new NodeSettings(of.alias(), Map.of(at.alias(), shared), Map.of(), 6), Clock.systemUTC())
                .tokenFor(at.alias());
    }

    /** What stands in a call for the names in braces. */
    String filled(String text, String place, String kind, String caller) {
        String filled = text.replace("{none}", Ids.create("uk"));
        for (String what : List.of("group", "post", "wish")) {
            filled = filled.replace("{" + what + "}", String.valueOf(ids.get(kind + " " + what)));
        }
        for (String what : List.of("request", "approved", "refused")) {
            filled = filled.replace("{" + what + "}", String.valueOf(ids.get(kind + " " + place + "-" + what)));
        }
        for (String part : List.of("member", "banned")) {
            filled = filled.replace("{" + part + "}", person("home", part).id());
        }
        String victim = "victim-of-" + place + "-" + caller;
        return filled.replace("{victim}",
                person("home", VICTIMS.contains(victim) ? victim : VICTIMS.getFirst()).id());
    }

    /** All at once; fails with the first that failed. */
    static void together(Stream<Runnable> steps) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            Consumer<Runnable> start = step -> running.add(threads.submit(step));
            steps.forEach(start);
            for (Future<?> step : running) {
                step.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
