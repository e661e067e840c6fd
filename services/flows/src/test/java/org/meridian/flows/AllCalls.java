package org.meridian.flows;

import static org.meridian.testing.Waiting.eventually;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.meridian.events.membership.Role;
import org.meridian.events.posts.PostPublished;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.meridian.testing.MembershipFacts;
import tools.jackson.databind.JsonNode;

/** Makes every call that there is, so that it is answered well, and some that are refused. */
final class AllCalls {

    private static final Map<String, Object> BY_APPROVAL = Map.of("joining", "approval", "questions",
            List.of("Where do you work?"), "rules", "Be kind", "approvedDomains", List.of("nhs.example"));

    private static final Pattern PROOF = Pattern.compile("/sign-in/address\\?token=([\\w-]+)");

    private final Country uk;
    private final Country nz;
    private final Http anybody;
    private final Operator operator;
    private final Http analyst;
    private final Member ada;
    private final Member ben;
    private final Member ngaio;

    /** A country all of whose answers somebody hears. */
    private record Overheard(Country country, Http anybody) implements Place {

        @Override
        public String alias() {
            return country.alias();
        }
    }

    AllCalls(Country uk, Country nz, Http.Listener listener) {
        this.uk = uk;
        this.nz = nz;
        anybody = uk.anybody().heardBy(listener);
        ada = new Residents(new Overheard(uk, anybody)).signsUp("Ada");
        ben = uk.signsUp("Ben");
        ngaio = new Residents(new Overheard(nz, nz.anybody().heardBy(listener))).signsUp("Ngaio");
        operator = new Operator(uk, uk.operator().http().heardBy(listener));
        analyst = uk.analyst().heardBy(listener);
    }

    void make() {
        signIn();
        sessions();
        addresses();
        issuers();
        people();
        suspensions();
        String group = groups();
        join();
        offered();
        moderate();
        publish(group);
        notices();
        digests();
        preferences();
        announcements();
        links();
        parked(group);
        replays();
        registry();
    }

    private void signIn() {
        anybody.get("/.well-known/jwks.json").with(200);
        String attempt = anybody.post("/api/sign-in", Map.of("email", "nobody@uk.example")).with(202).get("attempt")
                .asString();
        anybody.post("/api/sessions", Map.of("attempt", attempt, "code", "ABCD-EFGH"));
        anybody.post("/api/sessions", Map.of("token", "none"));
        anybody.post("/api/members", Map.of("email", "none"));
        anybody.get("/api/members/me");
    }

    private void sessions() {
        ada.http().get("/api/sessions").with(200);
        JsonNode renewed = ada.http().send("POST", "/api/sessions/current/renewal", "").with(200);
        anybody.post("/api/sessions/current/renewal", Map.of("refreshToken", "none"));
        anybody.post("/api/sessions/current/renewal", Map.of());
        ada.http().delete("/api/sessions/others").with(204);
        ada.http().delete("/api/sessions/" + renewed.get("sessionId").asString() + "0");
        anybody.get("/.well-known/ended-sessions").with(200);
        anybody.get("/.well-known/ended-sessions?since=2026-01-01T00:00:00Z").with(200);
    }

    private void addresses() {
        String second = "second" + ada.id() + "@uk.example";
        ada.http().post("/api/members/me/second-email", Map.of("email", second)).with(202);
        ada.http().get("/api/members/me/email").with(200);
        String first = ada.http().get("/api/members/me").with(200).get("email").asString();
        anybody.post("/api/address-proofs", Map.of("token", proof(second))).with(200);
        anybody.post("/api/address-proofs", Map.of("token", proof(first))).with(200);
        anybody.post("/api/address-proofs", Map.of("token", "none"));
        ada.http().post("/api/members/me/email", Map.of("email", "new" + ada.id() + "@uk.example")).with(202);
        ada.http().post("/api/members/me/email", Map.of("email", "none"));
        ada.http().delete("/api/members/me/second-email").with(204);
        ada.http().delete("/api/members/me/second-email");
    }

    private void issuers() {
        String mine = "/api/members/me/issuers";
        anybody.get("/api/sign-in/issuers").with(200);
        Map<String, String> proof = Map.of("idToken", uk.issuer().idToken("ada", "one"), "nonce", "one");
        // Its keys are fetched now, within seconds, which a busy machine may not give it: 503 says to try again.
        eventually(() -> ada.http().put(mine + "/council", proof).with(204));
        ada.http().put(mine + "/council", Map.of("idToken", "none", "nonce", "one"));
        ada.http().get(mine).with(200);
        anybody.post("/api/sessions",
                Map.of("issuer", "council", "idToken", uk.issuer().idToken("ada", "two"), "nonce", "two")).with(200);
        ada.http().delete(mine + "/council").with(204);
        anybody.post("/api/sessions",
                Map.of("issuer", "council", "idToken", uk.issuer().idToken("ada", "three"), "nonce", "three"));
        ada.http().delete(mine + "/none");
    }

    private String proof(String email) {
        return eventually(() -> PROOF.matcher(anybody.get("/demo/mail?to=" + email).with(200).toString()).results()
                .map(it -> it.group(1)).toList(), found -> !found.isEmpty()).getFirst();
    }

    private void people() {
        ada.http().get("/api/members/me").with(200);
        ada.http().patch("/api/members/me", Map.of("profession", "Ecologist", "language", "cy")).with(200);
        ada.http().patch("/api/members/me", Map.of("shoeSize", 43));
        ada.http().patch("/api/members/me", Map.of("practiceArea", "Fens", "languages", List.of("Cymraeg"), "pronouns",
                "she/her", "workingHours", List.of(Map.of("day", "MONDAY", "from", "09:00", "to", "17:00")),
                "visibility",
                Map.of("workingHours", "everyone"))).with(200);
        ada.http().get("/api/members/" + ada.id()).with(200);
        ben.http().get("/api/members/" + ada.id()).with(200);
        ada.http().get("/api/members?limit=1&q=ada&country=uk&language=cymraeg").with(200);
        ada.http().get("/api/members?limit=1000");
        ada.http().send("PUT", "/api/members/" + ben.id() + "/block", "").with(204);
        ada.http().send("PUT", "/api/members/" + ada.id() + "/block", "");
        ada.http().send("PUT", "/api/members/uk-none/block", "");
        ada.http().get("/api/members/me/blocks").with(200);
        ada.http().delete("/api/members/" + ben.id() + "/block").with(204);
        ada.http().get("/api/members/uk-none");
        ada.http().get("/api/node");
    }

    private void suspensions() {
        Member dora = uk.signsUp("Dora");
        String suspension = "/api/members/" + dora.id() + "/suspension";
        operator.http().send("PUT", suspension, "{}");
        operator.http().send("PUT", suspension, "{\"reason\":\"Reported by three people\"}").with(204);
        operator.http().send("PUT", "/api/members/" + ngaio.id() + "/suspension",
                "{\"reason\":\"Of another country\"}");
        operator.http().get("/api/suspensions?limit=1").with(200);
        dora.http().get("/api/members/me");
        operator.http().delete(suspension).with(204);
        operator.http().delete(suspension);
    }

    private String groups() {
        String group = ada.founds("Wetlands", BY_APPROVAL);
        ada.http().post("/api/groups", Map.of("name", ""));
        ada.http().get("/api/groups?mine=true").with(200);
        ada.http().get("/api/groups?limit=1000");
        ada.http().get("/api/groups/" + group).with(200);
        ada.http().patch("/api/groups/" + group, Map.of("purpose", "To compare")).with(200);
        ada.http().patch("/api/groups/" + group + "?preview=true", Map.of("joining", "open")).with(200);
        ada.http().get("/api/groups/" + group + "/members").with(200);
        return group;
    }

    private void join() {
        String group = ada.founds("Peat", BY_APPROVAL);
        String refused = ngaio.asksToJoin(group, "Here");
        ngaio.http().get("/api/join-requests?mine=true").with(200);
        ngaio.http().get("/api/groups/" + group + "/join-requests");
        ngaio.http().get("/api/groups/" + group + "/members");
        await(ada, refused);
        ada.http().get("/api/groups/" + group + "/join-requests").with(200);
        ada.refuses(refused, "Not yet");
        ada.http().post("/api/join-requests/" + refused + "/approval");
        ngaio.waitsUntilRequestIs("refused", refused);
        String withdrawn = ngaio.asksToJoin(group, "Again");
        ngaio.withdrawsRequest(withdrawn);
        String granted = ngaio.asksToJoin(group, "Once more");
        await(ada, granted);
        ada.approves(granted);
        ngaio.waitsUntilRequestIs("granted", granted);
        ada.gives("moderator", ngaio, group);
        ngaio.waitsUntilRoleIs("moderator", group);
        String bens = ben.asksToJoin(group, "Here");
        await(ngaio, bens);
        ngaio.decides("approval", bens, Map.of());
        ngaio.leaves(group);
        ada.http().delete("/api/groups/" + group + "/members/me");
        invite(group);
    }

    private void invite(String group) {
        String invitations = "/api/groups/" + group + "/invitations";
        ada.http().post(invitations, Map.of("uses", 0)).with(400);
        JsonNode made = ada.http().post(invitations, Map.of("uses", 2, "role", "observer")).with(201);
        String link = "/api/invitations/" + made.get("token").asString();
        ada.http().get(link).with(200);
        ngaio.http().get(link).with(200);
        ngaio.waitsUntilRequestIs("granted", ngaio.http().post(link + "/acceptance").with(202).get("id").asString());
        ada.http().post(invitations, Map.of("email", "new@elsewhere.example")).with(201);
        ada.http().get(invitations + "?limit=1").with(200);
        ada.http().delete(invitations + "/" + made.get("id").asString());
        ngaio.leaves(group);
    }

    private void offered() {
        UnaskedGroup group = UnaskedGroup.of(nz, ngaio);
        group.grants(ada, 1, Role.MEMBER);
        ada.http().post("/api/groups/uk-none/members/me");
        eventually(() -> ada.http().post("/api/groups/" + group.id() + "/members/me"), it -> it.status() == 204);
    }

    private void moderate() {
        String group = ada.founds("Moors");
        ngaio.joins(group);
        String ngaios = "/api/groups/" + group + "/members/" + ngaio.id();
        String ban = "/api/groups/" + group + "/bans/" + ngaio.id();
        ada.http().get(ngaios).with(200);
        ada.http().send("PUT", ngaios + "/role", "{\"role\":\"chief\"}");
        ada.http().get("/api/registers").with(200);
        ada.http().send("PUT", ngaios + "/registration", "{}").with(400);
        ada.registers(ngaio, group, "nz-swrb");
        ada.http().get(ngaios).with(200);
        ada.http().delete(ngaios + "/registration");
        ada.gives("owner", ngaio, group);
        ngaio.waitsUntilRoleIs("owner", group);
        ngaio.gives("member", ngaio, group);
        ada.http().send("DELETE", ngaios, Http.JSON.writeValueAsString(
                Map.of("reason", "Twice", "banUntil", Instant.now().plus(1, ChronoUnit.DAYS).toString()))).with(200);
        ada.http().get("/api/groups/" + group + "/bans").with(200);
        ada.http().get(ban).with(200);
        ada.http().get("/api/groups/" + group + "/audit-log").with(200);
        ada.http().get("/api/groups/" + group + "/audit-log?type=removed&member=" + ngaio.id()).with(200);
        ngaio.http().get("/api/groups/" + group + "/audit-log");
        ada.http().delete(ban).with(200);
        ada.http().get(ban);
    }

    private static void await(Member moderator, String request) {
        eventually(() -> moderator.http().get("/api/join-requests/" + request), answer -> answer.status() == 200);
    }

    private void publish(String group) {
        ngaio.tries(group, "Not in it");
        String open = ada.founds("Open");
        ngaio.joins(open);
        String post = ada.http().post("/api/groups/" + open + "/posts", Map.of("kind", "question", "title", "Mosses?",
                "body", "Long. ".repeat(500), "tags", List.of("peat"), "jurisdiction", "UK", "language", "en"))
                .with(201)
                .get("id").asString();
        drafts(open);
        ada.tries(open, "Twice", "Idempotency-Key", "one");
        ada.tries(open, "Other", "Idempotency-Key", "one");
        ngaio.waitsUntilItShows(post);
        String reply = ngaio.replies(post, "Four years.");
        ada.waitsUntilItShows(reply);
        ada.http().get("/api/posts/" + reply).with(200);
        String answer = "/api/posts/" + post + "/accepted-answer";
        ada.http().put(answer, Map.of("replyId", reply)).with(204);
        ada.http().put(answer, Map.of("replyId", "none"));
        ada.http().put(answer, Map.of());
        ngaio.http().put(answer, Map.of("replyId", reply));
        ada.http().get("/api/posts/" + post).with(200);
        ada.http().delete(answer).with(204);
        ngaio.http().delete("/api/posts/" + reply + "/accepted-answer");
        ada.http().get("/api/groups/" + open + "/posts?limit=1").with(200);
        ngaio.http().get("/api/feed?since=2020-01-01T00:00:00Z").with(200);
        ngaio.http().get("/api/search?q=kelp&limit=1").with(200);
        ngaio.http().get("/api/search?kind=rant");
        ada.http().send("PATCH", "/api/posts/" + post, "{\"body\":\"Longer.\",\"version\":1}").with(200);
        ada.http().send("PATCH", "/api/posts/" + post, "{\"body\":\"Twice.\",\"version\":1}");
        ada.http().send("PATCH", "/api/posts/" + reply, "{\"body\":\"Not mine.\"}");
        ada.http().get("/api/posts/" + post + "/history?limit=1").with(200);
        ngaio.http().get("/api/posts/" + post + "/history");
        String gone = ada.publishes(open, "Taken back");
        ngaio.waitsUntilItShows(gone);
        ada.withdraws(gone);
        ada.withdraws(post);
        ada.http().get("/api/posts/" + post).with(200);
        ada.http().post("/api/posts/" + post + "/replies", Map.of("body", "Too late"));
        ada.http().get("/api/groups/" + open + "/posts").with(200);
    }

    private void drafts(String group) {
        String draft = ada.http()
                .post("/api/drafts", Map.of("groupId", group, "kind", "question", "title", "Mosses?", "body",
                        "So far", "tags", List.of("peat")))
                .with(201).get("id").asString();
        ada.http().post("/api/drafts", Map.of("body", "To nowhere"));
        ada.http().get("/api/drafts?limit=1").with(200);
        ada.http().get("/api/drafts/" + draft).with(200);
        ngaio.http().get("/api/drafts/" + draft);
        ada.http().put("/api/drafts/" + draft, Map.of("groupId", group, "body", "Further")).with(200);
        ada.http().put("/api/drafts/uk-none", Map.of("groupId", group));
        ada.http().delete("/api/drafts/" + draft).with(204);
        ada.http().delete("/api/drafts/" + draft);
    }

    private void notices() {
        JsonNode notice = eventually(() -> ada.http().get("/api/notices").with(200).get("items"),
                items -> !items.isEmpty()).get(0);
        ada.http().get("/api/notices?unread=true").with(200);
        ada.http().get("/api/notices/unread").with(200);
        ada.http().post("/api/notices/" + notice.get("id").asString() + "/read").with(204);
    }

    private void digests() {
        Http clock = anybody;
        clock.get("/demo/clock").with(200);
        JsonNode next = eventually(() -> ada.http().get("/api/digests/next").with(200),
                it -> !it.path("sendsAt").isNull());
        String open = ada.founds("For digests");
        ngaio.joins(open);
        String post = ngaio.publishes(open, "To be in a digest");
        ada.waitsUntilItShows(post);
        eventually(() -> ada.http().get("/api/digests/next").with(200).toString(), it -> it.contains(post));
        clock.put("/demo/clock", Map.of("now", next.get("sendsAt").asString())).with(200);
        clock.put("/demo/clock", Map.of("now", "2020-01-01T00:00:00Z"));
        JsonNode sent = eventually(this::sentDigest, found -> !found.isMissingNode());
        String digest = "/api/digests/" + sent.get("id").asString();
        ada.http().get(digest).with(200);
        ada.http().post(digest + "/resend").with(202);
        operator.http().get("/api/digest-waves").with(200);
        clock.delete("/demo/clock").with(200);
        String address = mailOf(ada).get("headers").get("List-Unsubscribe").asString();
        String unsubscribe = address.replaceAll("[<>\\s]", "").replaceFirst("https?://[^/]+", "");
        anybody.get(unsubscribe);
        anybody.post(unsubscribe);
        anybody.get("/unsubscribe/none");
    }

    private JsonNode sentDigest() {
        return ada.http().get("/api/digests").with(200).get("items").valueStream()
                .filter(it -> it.get("state").asString().equals("sent")).findFirst().orElse(Http.JSON.missingNode());
    }

    private JsonNode mailOf(Member member) {
        String email = member.http().get("/api/members/me").with(200).get("email").asString();
        return eventually(() -> anybody.get("/demo/mail?to=" + email).with(200),
                mails -> !mails.isEmpty() && mails.get(0).get("headers").has("List-Unsubscribe")).get(0);
    }

    private void preferences() {
        JsonNode read = ada.http().get("/api/preferences").with(200);
        ada.http().put("/api/preferences", read).with(200);
        ada.http().put("/api/preferences", Map.of("digest", Map.of("cadence", "weekly", "at", "08:00", "day", "FRIDAY"),
                "quietHours", Map.of("from", "22:00", "to", "07:00"), "groups", Map.of(Ids.create("uk"), "muted")))
                .with(200);
        ada.http().put("/api/preferences", Map.of("digest", Map.of("cadence", "hourly")));
        ada.http().delete("/api/preferences/mail-stop").with(204);
    }

    private void announcements() {
        String until = Instant.now().plus(1, ChronoUnit.HOURS).toString();
        String id = operator.http().post("/api/announcements", Map.of("text", "Down at noon", "until", until)).with(201)
                .get("id").asString();
        ada.http().post("/api/announcements", Map.of("text", "Down at noon", "until", until));
        ada.http().get("/api/announcements").with(200);
        operator.http().delete("/api/announcements/" + id).with(204);
    }

    private void links() {
        operator.http().get("/api/node").with(200);
        operator.http().get("/api/links").with(200);
        operator.http().get("/api/projections").with(200);
        operator.pausesLinkFrom(nz);
        operator.resumesLinkFrom(nz);
        operator.http().post("/api/links/fr/pause");
        operator.http().get("/api/links/nz/history").with(200);
        operator.http().get("/api/agreement").with(200);
        operator.http().get("/api/agreement?with=nz").with(200);
        operator.http().get("/api/agreement?with=au");
        operator.http().get("/api/agreement?with=fr");
    }

    private void parked(String group) {
        String forged = Ids.derived(group, Ids.create("nz"));
        nz.kafka().send(Topics.SHARED_MEMBERSHIP, forged,
                Facts.encode(MembershipFacts.granted(group, forged.substring(forged.indexOf('.') + 1), 1, Role.OWNER)));
        String record = "/api/parked/" + eventually(() -> operator.parked(forged),
                found -> !found.isEmpty()).getFirst().id();
        operator.http().post(record + "/retry").with(200);
        operator.http().send("DELETE", record, "{}");
        operator.http().send("DELETE", record, "{\"reason\":\"A forgery\"}").with(200);
        operator.http().get("/api/parked?discarded=true").with(200);
        operator.http().post("/api/parked/posts-0/retry");
    }

    private void replays() {
        analyst.get("/api/replay?topics=shared.posts");
        analyst.get("/api/replay?topics=none");
        analyst.post("/api/replays", Map.of("withContent", true));
        JsonNode asked = analyst.post("/api/replays", Map.of("types", List.of("PostPublished"), "format", "csv"))
                .with(202);
        String replay = "/api/replays/" + asked.get("id").asString();
        eventually(() -> analyst.get(replay).with(200), it -> it.get("state").asString().equals("done"));
        analyst.get(replay + "/files/facts.csv");
        analyst.get(replay + "/files/manifest.json").with(200);
        analyst.get("/api/replays").with(200);
        analyst.delete(replay).with(204);
        analyst.get(replay);
    }

    private void registry() {
        String subject = Topics.subject(Topics.SHARED_POSTS, PostPublished.getClassSchema().getFullName());
        JsonNode newest = anybody.get("/subjects/" + subject + "/versions/latest").with(200);
        int id = newest.get("id").asInt();
        Map<String, Object> schema = Map.of("schema", newest.get("schema").asString());
        for (String path : List.of("/schemas/types", "/schemas?latestOnly=true", "/schemas/ids/" + id,
                "/schemas/ids/" + id + "/schema", "/schemas/ids/" + id + "/subjects",
                "/schemas/ids/" + id + "/versions",
                "/subjects?subjectPrefix=shared", "/subjects/" + subject + "/versions",
                "/subjects/" + subject + "/versions/latest/schema",
                "/subjects/" + subject + "/versions/latest/referencedby", "/config", "/mode", "/contexts",
                "/config/" + subject, "/mode/" + subject)) {
            anybody.get(path).with(200);
        }
        anybody.get("/schemas/ids/4711");
        anybody.get("/subjects/none/versions");
        anybody.post("/subjects/" + subject, schema).with(200);
        anybody.post("/subjects/" + subject + "/versions", schema).with(200);
        anybody.post("/subjects/" + subject + "/versions", Map.of("schema", "\"string\""));
        anybody.post("/compatibility/subjects/" + subject + "/versions/latest?verbose=true", schema).with(200);
        anybody.post("/compatibility/subjects/" + subject + "/versions", schema).with(200);
    }
}
