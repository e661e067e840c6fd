package org.meridian.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.meridian.bench.HttpConnection.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who has signed up at a node by the mailed link. */
record Member(int port, String id, String token) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern LINK = Pattern.compile("token=([A-Za-z0-9_.~-]+)");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** What a practitioner may write: a title, 380 characters and two tags. */
    static final String POST = json(Map.of("kind", "discussion", "title", "What has worked for you in a shared ward?",
            "body", "We have tried three layouts since spring and measured the walking distance. ".repeat(5).strip(),
            "tags", List.of("layout", "wards")));

    /** What an applicant may write to moderators. */
    static final String NOTE = "I work with kinship carers in the north and would like to hear how others prepare contact.";

    /** Signs up, or in where the address is known already. */
    static Member signUp(int port, String email) throws IOException, InterruptedException {
        try (var visitor = new HttpConnection(port, "")) {
            int mailsBefore = mails(visitor, email).size();
            visitor.post("/api/members", json(Map.of("email", email, "displayName", "A Member", "timeZone", "Etc/UTC")))
                    .with(202);
            await(() -> mails(visitor, email).size() > mailsBefore);
            Matcher link = LINK.matcher(mails(visitor, email).get(0).get("text").asString());
            if (!link.find()) {
                throw new IllegalStateException("There is no link in the mail to " + email + ".");
            }
            JsonNode session = parse(visitor.post("/api/sessions", json(Map.of("token", link.group(1)))).with(200));
            return new Member(port, session.get("memberId").asString(), session.get("accessToken").asString());
        }
    }

    private static JsonNode mails(HttpConnection visitor, String email) throws IOException {
        return parse(visitor.get("/demo/mail?to=" + email).with(200));
    }

    HttpConnection connect() throws IOException {
        return new HttpConnection(port, token);
    }

    HttpConnection browse() throws IOException {
        return HttpConnection.ofBrowser(port, cookie());
    }

    /** What a browser has once its reader is signed in at uk. */
    String cookie() {
        return "meridian-uk=" + token;
    }

    /** Founds an international group that is open to everybody; returns its id. */
    String createGroup() throws IOException, InterruptedException {
        return createGroup("open", List.of());
    }

    /** Founds an international group that takes these mail domains in whatever else its moderators decide; waits until it can be written in. */
    String createGroup(String joining, List<String> approvedDomains) throws IOException, InterruptedException {
        try (var connection = connect()) {
            String group = id(connection.post("/api/groups", json(Map.of("name", "Bench", "purpose", "To be measured",
                    "scope", "international", "visibility", "listed", "joining", joining, "approvedDomains",
                    approvedDomains))).with(201));
            awaitThere("/api/groups/" + group + "/posts");
            return group;
        }
    }

    /** Waits until this member's node knows a group. */
    void awaitKnown(String group) throws IOException, InterruptedException {
        awaitThere("/api/groups/" + group);
    }

    /** Waits until there is something to read. */
    void awaitThere(String path) throws IOException, InterruptedException {
        try (var connection = connect()) {
            await(() -> connection.get(path).status() == 200);
        }
    }

    /** Joins a group, wherever its home is; returns when this member can read in it. */
    void join(String group) throws IOException, InterruptedException {
        try (var connection = connect()) {
            awaitKnown(group);
            connection.post("/api/groups/" + group + "/join-requests", "{}").with(202);
            await(() -> connection.get("/api/groups/" + group + "/posts").status() == 200);
        }
    }

    /** As an operator: waits until nothing is on its way within the node. */
    void awaitSettled() throws IOException, InterruptedException {
        try (var connection = connect()) {
            await(() -> !connection.get("/api/node").with(200).text().contains("\"settled\":false"));
        }
    }

    static String id(Answer created) {
        return parse(created).get("id").asString();
    }

    private static JsonNode parse(Answer answer) {
        return JSON.readTree(answer.text());
    }

    static String json(Object body) {
        return JSON.writeValueAsString(body);
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Waited for a minute in vain.");
            }
            Thread.sleep(50);
        }
    }
}
