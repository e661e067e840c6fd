package org.meridian.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.meridian.testing.FreePorts;
import org.meridian.web.WebApplication;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The pages by themselves; in the services' place stands a server that keeps what it was asked, and knows one member. */
class PagesSecurityTest {

    private static final List<String> ASKED = new CopyOnWriteArrayList<>();
    private static final int PORT = FreePorts.next();
    private static final HttpClient BROWSER = HttpClient.newBuilder().build();

    private static @Nullable ConfigurableApplicationContext pages;
    private static @Nullable HttpServer services;
    private static final String ME = "/api/members/me";
    private static final String RENEWAL = "/api/sessions/current/renewal";
    private static final String ADA = """
            {"id":"uk-1","home":"uk","email":"a@example.org","timeZone":"Europe/London","displayName":"Ada & <b>",
             "shownName":"Ada & <b>","expertise":[],"languages":[],"workingHours":[],"visibility":{}}""";
    private static String token = "";
    private static String operator = "";
    private static String unknown = "";

    @BeforeAll
    static void start() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("k").generate();
        token = token(key, "uk-1", "member");
        operator = token(key, "uk-1", "member", "operator");
        unknown = token(key, "uk-9", "member", "operator");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(server, "/keys", 200, new JWKSet(key).toString(true));
        answer(server, ME, 200, ADA);
        answer(server, "/api/notices/unread", 200, "{\"count\":3}");
        answer(server, "/api/node", 200, """
                {"node":"uk","state":"down","peers":["nz"],"services":[
                 {"service":"posts","state":"down","parked":null,"problem":"connection refused <b>"},
                 {"service":"membership","state":"open","parked":2}]}""");
        answer(server, "/api/links", 200,
                """
                {"items":[{"from":"nz","state":"paused","lagRecords":1200,"latencyMillis":{"p50":291.4,"p99":null}}]}""");
        answer(server, "/api/projections", 200, "{\"items\":[{\"service\":\"posts\",\"problem\":\"away\"}]}");
        answer(server, "/api/digest-waves", 200, "{\"items\":[]}");
        answer(server, "/api/parked", 200, """
                {"items":[{"id":"posts-12","service":"posts","topic":"nz.shared.posts","partition":3,"offset":88412,
                 "key":"nz-1","reason":"gap","detail":"version 7 came","parkedAt":"2026-11-24T10:00:00Z"}]}""");
        answer(server, "/api/parked/posts-12/retry", 200, "{\"applied\":false}");
        answer(server, "/api/", 404, "{\"type\":\"/problems/not-found\",\"status\":404,\"detail\":\"None.\"}");
        server.start();
        services = server;
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        SpringApplication application = new SpringApplication(WebApplication.class);
        application.setDefaultProperties(Map.of("spring.config.name", "web"));
        pages = application.run("--server.port=" + PORT, "--meridian.node=uk", "--meridian.public-url=http://127.0.0.1",
                "--MERIDIAN_KEYS_URL=" + url + "/keys", "--meridian.services.membership=" + url,
                "--meridian.services.posts=" + url, "--meridian.services.operator=" + url,
                "--meridian.services.notifications=" + url, "--meridian.client-key=the-nodes-key");
    }

    private static String token(RSAKey key, String member, String... roles) throws JOSEException {
        var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(),
                new JWTClaimsSet.Builder().subject(member).audience("meridian-uk").claim("roles", List.of(roles))
                        .issueTime(new Date()).expirationTime(Date.from(Instant.now().plusSeconds(600))).build());
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    private static void answer(HttpServer server, String path, int status, String body) {
        server.createContext(path, exchange -> {
            ASKED.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            String vouched = exchange.getRequestHeaders().getFirst("Meridian-Client");
            if (vouched != null) {
                ASKED.add("for " + vouched);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @AfterAll
    static void stop() {
        if (pages != null) {
            pages.close();
        }
        if (services != null) {
            services.stop(0);
        }
    }

    @Test
    void aFormThatAnotherSiteSendsInAMembersNameIsRefusedAndAsksNothingOfTheServices() throws Exception {
        ASKED.clear();
        HttpResponse<String> answer = post("/posts/uk-2/replies", "meridian-uk=" + token, "body=forged");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("This form cannot be taken");
        assertThat(post("/posts/uk-2/replies", "meridian-uk=" + token + "; meridian-uk-form=a", "_csrf=a&body=forged")
                .statusCode()).isEqualTo(403);
        assertThat(ASKED).noneMatch(it -> it.startsWith("POST"));
    }

    @Test
    void oneThatCameFromAPageIsTaken() throws Exception {
        HttpResponse<String> page = get("/sign-in", "");
        String cookie = cookie(page, "meridian-uk-form");
        String csrf = page.body().replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        ASKED.clear();
        post("/posts/uk-2/replies", "meridian-uk=" + token + "; " + cookie, "_csrf=" + csrf + "&body=mine");
        assertThat(ASKED).contains("POST /api/posts/uk-2/replies");
    }

    /** Limits on mails and codes are by network. */
    @Test
    void whoeverSignsInIsVouchedFor() throws Exception {
        HttpResponse<String> page = get("/sign-in", "");
        String cookie = cookie(page, "meridian-uk-form");
        String csrf = page.body().replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        for (String form : List.of("/sign-in", "/sign-up/name", "/sign-in/code", "/sign-in/session")) {
            ASKED.clear();
            post(form, cookie, "_csrf=" + csrf + "&email=a@example.org&displayName=A&timeZone=Etc/UTC&code=123456");
            assertThat(ASKED).as(form).contains("for 127.0.0.1 the-nodes-key");
        }
    }

    @Test
    void whereANodeIsForPeopleThereIsNothingToTryOutAndNobodySignsInAsAnother() throws Exception {
        HttpResponse<String> page = get("/sign-in", "");
        String csrf = page.body().replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        assertThat(page.body()).doesNotContain("/trial");
        ASKED.clear();
        assertThat(post("/sign-in/as", cookie(page, "meridian-uk-form"), "_csrf=" + csrf + "&email=amara@demo.example")
                .statusCode()).isEqualTo(404);
        for (String path : List.of("/trial", "/trial/mails", "/trial/mails/1/html")) {
            assertThat(get(path, "meridian-uk=" + operator).statusCode()).as(path).isEqualTo(404);
            assertThat(get(path, "").statusCode()).as(path).isEqualTo(303);
        }
        for (String path : List.of("/trial/fill", "/trial/clock/next-digest")) {
            assertThat(post(path, "meridian-uk=" + operator + "; " + cookie(page, "meridian-uk-form"), "_csrf=" + csrf)
                    .statusCode()).as(path).isEqualTo(404);
        }
        assertThat(ASKED).noneMatch(it -> it.startsWith("POST") || it.contains("/demo/"));
    }

    @Test
    void aBearerTokenInTheHeaderIsNoCookieAndOpensNoPage() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/groups")).header("Authorization", "Bearer " + token).build();
        assertThat(BROWSER.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(303);
    }

    @Test
    void whoIsNotSignedInIsLedToSigningInAndBackAndACookieThatIsNoGoodIsTakenAway() throws Exception {
        for (String cookies : List.of("", "meridian-uk=" + token.substring(0, 80), "meridian-uk=stale")) {
            HttpResponse<String> answer = get("/groups?q=a+b", cookies);
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location")).hasValue("/sign-in?then=%2Fgroups%3Fq%3Da%2Bb");
            assertThat(cookie(answer, "meridian-uk")).isEqualTo("meridian-uk=");
        }
    }

    @Test
    void whatHasExpiredIsRenewedByTheNextPage() throws Exception {
        ASKED.clear();
        HttpResponse<String> page = replacing(RENEWAL, 200, """
                {"accessToken":"%s","expiresIn":300,"memberId":"uk-1","refreshToken":"next","refreshExpiresIn":43200}"""
                .formatted(token), () -> get("/profile", "meridian-uk-renewal=first"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Ada &amp; &lt;b&gt;");
        assertThat(ASKED).contains("POST " + RENEWAL);
        assertThat(cookie(page, "meridian-uk")).isEqualTo("meridian-uk=" + token);
        assertThat(cookie(page, "meridian-uk-renewal")).isEqualTo("meridian-uk-renewal=next");
        assertThat(page.headers().allValues("Set-Cookie")).anyMatch(it -> it.contains("Max-Age=280;"))
                .anyMatch(it -> it.contains("Max-Age=43200;"));
    }

    @Test
    void whatCannotBeRenewedIsTakenAwayAndWhoseServiceIsAwayKeepsIt() throws Exception {
        HttpResponse<String> over = replacing(RENEWAL, 401, problem("session-ended", 401),
                () -> get("/groups", "meridian-uk-renewal=old"));
        assertThat(over.headers().firstValue("Location")).hasValue("/sign-in?then=%2Fgroups");
        assertThat(cookie(over, "meridian-uk-renewal")).isEqualTo("meridian-uk-renewal=");

        HttpResponse<String> away = replacing(RENEWAL, 503, problem("unavailable", 503),
                () -> get("/groups", "meridian-uk-renewal=good"));
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.body()).contains("Back in a moment");
        assertThat(cookie(away, "meridian-uk-renewal")).isEmpty();
    }

    @Test
    void whoSignsOutIsSignedOutAtTheNodeToo() throws Exception {
        HttpResponse<String> form = get("/sign-in", "");
        String csrf = form.body().replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        ASKED.clear();
        HttpResponse<String> out = post("/sign-out", "meridian-uk=" + token + "; meridian-uk-renewal=r; "
                + cookie(form, "meridian-uk-form"), "_csrf=" + csrf);

        assertThat(ASKED).contains("DELETE /api/sessions/current");
        assertThat(out.headers().firstValue("Location")).hasValue("/");
        assertThat(cookie(out, "meridian-uk")).isEqualTo("meridian-uk=");
        assertThat(cookie(out, "meridian-uk-renewal")).isEqualTo("meridian-uk-renewal=");
    }

    @Test
    void anotherNodesCookieIsNotLookedAt() throws Exception {
        assertThat(get("/", "meridian-nz=" + token).body()).contains("Ask somebody who has done it");
    }

    @Test
    void aPageLoadsNothingFromElsewhereAndIsKeptByNobody() throws Exception {
        HttpResponse<String> page = get("/", "");
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .startsWith("default-src 'none'").contains("frame-ancestors 'none'").doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(page.headers().allValues("Set-Cookie"))
                .allMatch(it -> it.contains("; HTTPOnly") && it.contains("; SameSite=Lax"));
    }

    @Test
    void whatThereIsNotIsAPageInPlainLanguage() throws Exception {
        for (String path : List.of("/no-such-page", "/groups/none", "/posts/1", "/assets/none.css", "/groups/a%2Fb",
                "/posts/1/replies", "/groups/none/charter")) {
            HttpResponse<String> page = get(path, "meridian-uk=" + token);
            assertThat(page.headers().firstValue("Content-Type")).as(path).hasValue("text/html;charset=UTF-8");
            assertThat(page.body()).as(path).contains("There is no such page");
        }
    }

    @Test
    void whoIsSignedInIsSoOnAPageThatIsNot() throws Exception {
        HttpResponse<String> page = get("/groups/none", "meridian-uk=" + token);
        assertThat(page.body()).contains("There is no such page", "Ada &amp; &lt;b&gt;", "Sign out")
                .doesNotContain("href=\"/sign-in\"");
        assertThat(get("/operator", "meridian-uk=" + token).body()).contains("Ada &amp; &lt;b&gt;",
                "name=\"_csrf\" value=\"");
        String csrf = get("/operator", "meridian-uk=" + token).body()
                .replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]*)\".*", "$1");
        assertThat(csrf).isNotEmpty();
    }

    @Test
    void whatCannotBeTakenIsShownForSendingItAgain() throws Exception {
        HttpResponse<String> page = get("/sign-in", "");
        String cookies = "meridian-uk=" + token + "; " + cookie(page, "meridian-uk-form");
        String csrf = page.body().replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        HttpResponse<String> gone = post("/groups/uk-1/write", cookies,
                "_csrf=" + csrf + "&kind=update&body=Two+lines%0Aof+%3Cb%3E");
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(gone.body()).contains("There is no such page", "What you wrote", "Two lines\nof &lt;b&gt;")
                .doesNotContain("Send it again");
        HttpResponse<String> away = replacing("/api/groups/uk-1/posts", 503,
                problem("catching-up", 503), () -> post("/groups/uk-1/write", cookies,
                        "_csrf=" + csrf + "&kind=update&key=abc&body=Two+lines%0Aof+%3Cb%3E"));
        assertThat(away.body()).contains("Back in a moment", "Send it again", "name=\"kind\" value=\"update\"",
                "name=\"key\" value=\"abc\"");
    }

    @Test
    void aFormThatWasSentBeforeWithSomethingElseSaysSoAndCanBeSent() throws Exception {
        HttpResponse<String> page = get("/sign-in", "");
        String cookies = "meridian-uk=" + token + "; " + cookie(page, "meridian-uk-form");
        String csrf = page.body().replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        String key = "11111111-1111-4111-8111-111111111111";
        HttpResponse<String> again = replacing("/api/groups", 422, problem("idempotency-key-reused", 422),
                () -> post("/groups/new", cookies, "_csrf=" + csrf + "&key=" + key + "&name=Kept"));
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("This form was sent before", "value=\"Kept\"", "name=\"key\" value=\"")
                .doesNotContain(key, "Idempotency");
    }

    @Test
    void whatIsWrongWithACodeIsSaidAndWhatWasTypedIsKept() throws Exception {
        HttpResponse<String> page = get("/sign-in", "");
        String cookie = cookie(page, "meridian-uk-form");
        String csrf = page.body().replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        String form = "_csrf=" + csrf + "&attempt=a-1&email=gwen%40example.org&newcomer=false&code=123+456";
        for (var said : Map.of("code-wrong", "This is not the code", "too-many-codes", "Open the link").entrySet()) {
            HttpResponse<String> answer = replacing("/api/sessions", 401, problem(said.getKey(), 401),
                    () -> post("/sign-in/code", cookie, form));
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains(said.getValue(), "value=\"123 456\"", "value=\"a-1\"",
                    "gwen@example.org");
        }
        assertThat(replacing("/api/sessions", 401, problem("code-not-valid", 401),
                () -> post("/sign-in/code", cookie, form)).body()).contains("This code was used already",
                        "value=\"gwen@example.org\"");
    }

    @Test
    void aCookieThatIsNoGoodBarsNobodyFromAPageForEverybody() throws Exception {
        for (String path : List.of("/", "/about", "/about/help")) {
            HttpResponse<String> answer = get(path, "meridian-uk=" + token.substring(0, 80));
            assertThat(answer.headers().firstValue("Location")).as(path).hasValue(path);
            assertThat(cookie(answer, "meridian-uk")).isEqualTo("meridian-uk=");
        }
        assertThat(get("/about/help", "").body()).contains("Whoever runs this node has not given an address yet");
        assertThat(get("/sign-in/code", "meridian-uk-asked=%25").headers().firstValue("Location"))
                .hasValue("/sign-in");
    }

    private static String withoutTokens(String page) {
        return page.replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "");
    }

    private interface Asking {
        HttpResponse<String> ask() throws Exception;
    }

    private static HttpResponse<String> replacing(String path, int status, String body, Asking asking)
            throws Exception {
        HttpServer server = Objects.requireNonNull(services);
        answer(server, path, status, body);
        try {
            return asking.ask();
        } finally {
            server.removeContext(path);
        }
    }

    private static String problem(String type, int status) {
        return "{\"type\":\"/problems/" + type + "\",\"status\":" + status + ",\"detail\":\"Idempotency.\"}";
    }

    @Test
    void forWhoIsNoOperatorThereAreNoPagesOfOperators() throws Exception {
        String missing = withoutTokens(get("/no-such-page", "meridian-uk=" + token).body());
        for (String path : List.of("/operator", "/operator/parked", "/operator/links/nz", "/operator/no-such-page")) {
            HttpResponse<String> page = get(path, "meridian-uk=" + token);
            assertThat(page.statusCode()).as(path).isEqualTo(404);
            assertThat(withoutTokens(page.body())).as(path).isEqualTo(missing);
        }
        assertThat(get("/notices", "meridian-uk=" + token).body()).doesNotContain("/operator");
    }

    @Test
    void anOperatorSeesWhatIsWrongAndWhatToDo() throws Exception {
        HttpResponse<String> page = get("/operator", "meridian-uk=" + operator);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("One red light. 2 things wait", "posts does not answer",
                "connection refused &lt;b&gt;", "What to do", "2 records could not be applied yet", "1,200", "291 ms",
                "/operator/links/nz/resume", "aria-current=\"page\">Operator");
    }

    @Test
    void anOperatorSeesItWhileMembershipIsAway() throws Exception {
        HttpServer server = Objects.requireNonNull(services);
        server.removeContext(ME);
        answer(server, ME, 503, "{\"type\":\"/problems/catching-up\",\"status\":503,\"detail\":\"Soon.\"}");
        try {
            assertThat(get("/operator", "meridian-uk=" + unknown).body()).contains("One red light.");
            assertThat(get("/operator/parked", "meridian-uk=" + unknown).body()).contains("version 7 came");
            assertThat(get("/notices", "meridian-uk=" + unknown).statusCode()).isNotEqualTo(200);
        } finally {
            server.removeContext(ME);
            answer(server, ME, 200, ADA);
        }
    }

    @Test
    void aServiceThatGivesNoAnswerIsAPageThatComesBackAndForAFormOneThatDoesNot() throws Exception {
        answer(Objects.requireNonNull(services), "/api/digests", 502, "no answer of ours");

        HttpResponse<String> looked = get("/digests", "meridian-uk=" + token);

        assertThat(looked.statusCode()).isEqualTo(503);
        assertThat(looked.body()).contains("Back in a moment", "http-equiv=\"refresh\"");
        HttpResponse<String> page = get("/sign-in", "");
        String cookies = "meridian-uk=" + token + "; " + cookie(page, "meridian-uk-form");
        String csrf = page.body().replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        HttpResponse<String> sent = post("/digests/nz-1/resend", cookies, "_csrf=" + csrf);
        assertThat(sent.statusCode()).isEqualTo(503);
        assertThat(sent.body()).contains("look whether what you sent is there").doesNotContain("http-equiv");
    }

    @Test
    void anOperatorRetriesAParkedRecordAndReadsWhatBecameOfIt() throws Exception {
        HttpResponse<String> page = get("/operator/parked", "meridian-uk=" + operator);
        assertThat(page.body()).contains("Gap", "version 7 came", "/operator/parked/posts-12/retry");
        String csrf = page.body().replaceFirst("(?s).*?name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        String cookies = "meridian-uk=" + operator + "; " + cookie(page, "meridian-uk-form");
        ASKED.clear();
        HttpResponse<String> answer = post("/operator/parked/posts-12/retry", cookies, "_csrf=" + csrf);
        assertThat(ASKED).contains("POST /api/parked/posts-12/retry");
        assertThat(answer.headers().firstValue("Location")).hasValue("/operator/parked?done=waits");
        assertThat(get("/operator/parked?done=waits", cookies).body()).contains("It still cannot be applied");
    }

    @Test
    void aFormThatIsTooLargeIsAPageToo() throws Exception {
        String cookie = cookie(get("/sign-in", ""), "meridian-uk-form");
        HttpResponse<String> answer = post("/sign-in", cookie, "email=" + "x".repeat(3_000_000));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("That is too much at once");
    }

    @Test
    void aFormWhosePercentSignsStandForNothingSaysSo() throws Exception {
        HttpResponse<String> page = get("/sign-in", "");
        String cookie = cookie(page, "meridian-uk-form");
        String csrf = page.body().replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        for (String cookies : List.of(cookie, "meridian-uk=" + token + "; " + cookie, "meridian-uk=stale; " + cookie,
                "")) {
            for (String wrong : List.of("%zz", "%", "%1", "a%u0041b")) {
                HttpResponse<String> answer = post("/groups/new", cookies, "_csrf=" + csrf + "&name=" + wrong);
                assertThat(answer.statusCode()).as(wrong + " with " + cookies).isEqualTo(400);
                assertThat(answer.body()).contains("This form cannot be read", "percent-encode");
            }
        }
    }

    @Test
    void anAddressWhosePercentSignsStandForNothingIsAPageForPeople() throws Exception {
        for (String path : List.of("/groups/%zz", "/groups?q=%zz", "/sign-in?then=%", "/assets/%1")) {
            String answer = raw(
                    "GET " + path + " HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(path).startsWith("HTTP/1.1 400").contains("text/html", "percent-encoded");
        }
    }

    @Test
    void programsGetProblems() throws Exception {
        assertThat(get("/api/no-such-call", "meridian-uk=" + token).headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
    }

    @Test
    void whatPeopleWroteIsShownAsTheyWroteIt() throws Exception {
        assertThat(get("/groups/none", "meridian-uk=" + token).body()).doesNotContain("<b>");
    }

    private static String cookie(HttpResponse<String> answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream().filter(it -> it.startsWith(name + "=")).findFirst()
                .map(it -> it.substring(0, it.indexOf(';'))).orElse("");
    }

    private static HttpResponse<String> get(String path, String cookies) throws Exception {
        return BROWSER.send(HttpRequest.newBuilder(uri(path)).header("Cookie", cookies).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String cookies, String form) throws Exception {
        return BROWSER.send(HttpRequest.newBuilder(uri(path)).header("Cookie", cookies)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
                .POST(HttpRequest.BodyPublishers.ofString(form)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String raw(String request) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + PORT + path);
    }
}
