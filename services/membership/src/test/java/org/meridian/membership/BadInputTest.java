package org.meridian.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.membership.MembershipService.Person;
import org.meridian.testing.Shared;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;

@ExtendWith(OutputCaptureExtension.class)
class BadInputTest {

    private static final String GROUP = "{\"name\":\"%s\",\"purpose\":\"%s\",\"scope\":\"international\"}";

    private static final String SIGN_UP = "POST /api/members HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

    private final MembershipService uk;
    private final Person ada;

    BadInputTest(@Shared MembershipService uk) {
        this.uk = uk;
        ada = uk.resident("ada@uk.example", "Ada");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("/api/groups", "{", 400), Arguments.of("/api/groups", "[]", 400),
                Arguments.of("/api/groups", "\"text\"", 400), Arguments.of("/api/groups", "null", 400),
                Arguments.of("/api/groups", "{} {}", 400), Arguments.of("/api/groups", "{}", 400),
                Arguments.of("/api/groups", "{\"colour\":\"red\"}", 400),
                Arguments.of("/api/groups", "{\"name\":{}}", 400),
                Arguments.of("/api/groups", GROUP.formatted("", "p"), 400),
                Arguments.of("/api/groups", GROUP.formatted("n".repeat(121), "p"), 400),
                Arguments.of("/api/groups", GROUP.formatted("n", "p".repeat(100_001)), 400),
                Arguments.of("/api/groups", GROUP.formatted("n", "p".repeat(5_000_000)), 413),
                Arguments.of("/api/groups", GROUP.formatted("n\\u0000", "p"), 400),
                Arguments.of("/api/groups", GROUP.formatted("n\\ud800", "p"), 400),
                Arguments.of("/api/groups", GROUP.formatted("two\\nlines", "p"), 400),
                Arguments.of("/api/groups", GROUP.formatted("n", "p").replace("international", "unknown"), 400),
                Arguments.of("/api/groups", GROUP.formatted("n", "p\",\"approvedDomains\":[\"a b\"],\"mail\":\"full"),
                        400),
                Arguments.of("/api/groups", GROUP.formatted("n", "p\",\"approvedDomains\":[\"*\"],\"mail\":\"full"),
                        400),
                Arguments.of("/api/groups",
                        GROUP.formatted("n", "p\",\"approvedDomains\":[\"*.co.uk\"],\"mail\":\"full"), 400),
                Arguments.of("/api/groups", GROUP.formatted("n", "p\",\"approvedDomains\":[\"" + "a.".repeat(10_000)
                        + "com\"],\"mail\":\"full"), 400),
                Arguments.of("/api/groups", GROUP.formatted("n", "p\",\"questions\":[null],\"mail\":\"full"), 400),
                Arguments.of("/api/groups/nonsense/join-requests", "{}", 404),
                Arguments.of("/api/join-requests/nonsense/approval", "{}", 404),
                Arguments.of("/api/join-requests/nonsense/refusal", "{}", 400),
                Arguments.of("/api/members", "{\"email\":\"a@b.example\"}", 400),
                Arguments.of("/api/sessions", "{}", 400), Arguments.of("/api/sessions", "{\"token\":\"x\"}", 401),
                Arguments.of("/api/sessions", "{\"attempt\":\"x\"}", 400),
                Arguments.of("/api/sessions", "{\"code\":\"123456\"}", 400),
                Arguments.of("/api/sessions", "{\"attempt\":\"x\",\"code\":\"12345\"}", 400),
                Arguments.of("/api/sessions", "{\"attempt\":\"x\",\"code\":\"\\u0661\\u0662\\u0663456\"}", 400),
                Arguments.of("/api/sessions", "{\"attempt\":\"x\",\"code\":\"123456\",\"token\":\"y\"}", 400),
                Arguments.of("/api/sessions", "{\"attempt\":\"x\\u0000\",\"code\":\"123456\"}", 400),
                Arguments.of("/api/sessions", "{\"attempt\":\"x\",\"code\":\"123456\"}", 401),
                Arguments.of("/api/sign-in", "{\"email\":\"Ada <ada@uk.example>\"}", 400));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsAProblemThatSaysWhatToDo(String path, String json, int status) {
        uk.post(ada, path, json).expectStatus().isEqualTo(status).expectHeader()
                .contentType("application/problem+json").expectBody().jsonPath("$.detail").isNotEmpty()
                .jsonPath("$.type").isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a@b", "a b@c.example", "a@-b.example", "@c.example",
            "a@c.example\\r\\nBcc: x@y.z",
            "\\\"q\\\"@c.example", "a@[127.0.0.1]", "ü@c.example", "a..b@c.example", "a@xn--zz--.nz", "a@c\u200b",
            "a@māori", "a@אa.nz"})
    void anAddressIsPlain(String email) {
        uk.call(HttpMethod.POST, null, "/api/members", """
                {"email":"%s","displayName":"X","timeZone":"Europe/London"}""".formatted(email), null).expectStatus()
                .isBadRequest().expectBody().jsonPath("$.errors[0].field").isEqualTo("email");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+01:00", "UTC+1", "Mars/Olympus", ""})
    void aTimeZoneIsARegion(String zone) {
        uk.call(HttpMethod.POST, null, "/api/members", """
                {"email":"z@uk.example","displayName":"X","timeZone":"%s"}""".formatted(zone), null).expectStatus()
                .isBadRequest().expectBody().jsonPath("$.errors[0].field").isEqualTo("timeZone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/groups?cursor=stale", "/api/groups?limit=0", "/api/groups?limit=101",
            "/api/groups?limit=many", "/api/groups?q=%00", "/api/groups?cursor=MjAyNi0wMS0wMQ",
            "/api/groups?cursor=KzEwMDAwMDAtMDEtMDFUMDA6MDA6MDBaIHg",
            "/api/groups?cursor=MDAwMC0wMS0wMVQwMDowMDowMFogMQ"})
    void aQueryIsChecked(String path) {
        uk.get(ada, path).expectStatus().isBadRequest().expectHeader().contentType("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({"/api/groups?query=bogs, query", "/api/groups?Q=bogs, Q", "/api/groups?q=bogs&q=fens, q",
            "/api/groups?limit=many, limit", "/api/groups?cursor=x&cursor=y, cursor",
            "/api/groups?cursor=stale, cursor", "/api/members/me?fields=email, fields"})
    void whatAQueryMayNotSayIsNamed(String path, String field) {
        uk.get(ada, path).expectStatus().isBadRequest().expectBody().jsonPath("$.errors[0].field").isEqualTo(field);
    }

    @Test
    void clientsOfRegistriesAddWhatTheyLike() {
        uk.get(ada, "/subjects?deleted=true").expectStatus().isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/groups/%C0%AFx", "/api/groups/M%E4ori", "/api/groups?q=%C0%80", "/%C0%AE%C0%AE/x"})
    void anAddressIsUtf8(String path) {
        uk.get(ada, path).expectStatus().isBadRequest().expectHeader().contentType("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({"GET /api/gr|oups HTTP/1.1, 400, malformed", "GET /api/%zz HTTP/1.1, 400, malformed",
            "GET /api/groups?q=%zz HTTP/1.1, 400, malformed", "GET /api/groups?q=% HTTP/1.1, 400, malformed",
            "GET /api/groups HTTP/9, 400, malformed", "HELLO, 400, malformed"})
    void whatIsNoRequestIsAProblemToo(String line, int status, String type) throws IOException {
        assertThat(send(line + "\r\nHost: x\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 " + status)
                .contains("application/problem+json").contains("/problems/" + type);
    }

    @Test
    void anAddressThatIsTooLongIsAProblemToo() throws IOException {
        assertThat(send("GET /api/groups?q=" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 414").contains("/problems/address-too-long");
    }

    /** Its answer has the length that a GET's would have, and the next one can still be read. */
    @Test
    void aHeadOfWhatIsNoAddressHasNoBody() throws IOException {
        String answers = send("HEAD /api/%zz HTTP/1.1\r\nHost: x\r\n\r\n"
                + "GET /subjects HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answers).startsWith("HTTP/1.1 400").contains("HTTP/1.1 200").doesNotContain("/problems/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/groups/x", "/api/members/x", "/api/join-requests/x", "/api/groups/x/members",
            "/api/groups/uk-00000000-0000-4000-8000-000000000000"})
    void whatIsNoIdNamesNothing(String path) {
        uk.get(ada, path).expectStatus().isNotFound().expectHeader().contentType("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({"/api/groups, name, \\u200b", "/api/groups, name, \\u3164\\u2800", "/api/groups, name, \\udb40\\udc41",
            "/api/groups, name, \\u0301", "/api/groups, name, pay\\u202elap", "/api/groups, name, line\\u2028break",
            "/api/groups, name, break\\n", "/api/groups, purpose, \\ufeff", "/api/groups, rules, \\u00ad",
            "/api/members, displayName, \\u2060", "/api/members, displayName, a\\u2067b",
            "/api/members, profession, \\u200b", "/api/members, organisation, a\\rb"})
    void whatCannotBeReadIsNamed(String path, String field, String text) {
        Map<String, String> request = new LinkedHashMap<>(Map.of("name", "n", "purpose", "p", "scope", "domestic"));
        if (path.equals("/api/members")) {
            request = new LinkedHashMap<>(
                    Map.of("email", "z@uk.example", "displayName", "Z", "timeZone", "Europe/London"));
        }
        request.put(field, text);
        String json = request.entrySet().stream().map(it -> "\"" + it.getKey() + "\":\"" + it.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));

        uk.post(ada, path, json).expectStatus().isBadRequest().expectBody().jsonPath("$.errors[0].field")
                .isEqualTo(field).jsonPath("$.errors.length()").isEqualTo(1);
    }

    @Test
    void anExpertiseIsReadToo() {
        uk.patch(ada, "/api/members/me", "{\"expertise\":[\"bogs\",\"\\u200b\"]}").expectStatus().isBadRequest()
                .expectBody().jsonPath("$.errors[0].field").isEqualTo("expertise[1]");
    }

    @Test
    void whatIsSpeltInPiecesIsKeptInOneSpelling() {
        String id = MembershipService
                .id(uk.post(ada, "/api/groups", GROUP.formatted("Wha\u0304nau", "e\u0301te\u0301")));

        uk.get(ada, "/api/groups/" + id).expectBody().jsonPath("$.name").isEqualTo("Wh\u0101nau").jsonPath("$.purpose")
                .isEqualTo("\u00e9t\u00e9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"مجموعة", "\u1ec7", "👩‍👩‍👧 family", "Whānau"})
    void allScriptsAreWelcome(String name) {
        String id = MembershipService.id(uk.post(ada, "/api/groups", GROUP.formatted(name, "p")).expectStatus()
                .isCreated());

        assertThat(MembershipService.body(uk.get(ada, "/api/groups/" + id)).get("name")).isEqualTo(name);
    }

    @Test
    void aWrongMethodOrTypeIsAProblemThatSaysWhichIsRight() {
        uk.call(HttpMethod.PUT, ada.token(), "/api/members/me", "{}", null).expectStatus().isEqualTo(405)
                .expectHeader().valueMatches("Allow", ".*PATCH.*").expectBody().jsonPath("$.type")
                .isEqualTo("/problems/method-not-allowed").jsonPath("$.detail")
                .isEqualTo("This address has no PUT; call it with GET, PATCH.");
        uk.raw(HttpMethod.POST, "/api/sign-in", Map.of("Content-Type", "text/plain")).expectStatus().isEqualTo(415)
                .expectBody().jsonPath("$.type").isEqualTo("/problems/unsupported-media-type");
        uk.raw(HttpMethod.GET, "/subjects", Map.of("Accept", "text/html")).expectStatus().isEqualTo(406).expectHeader()
                .contentType("application/problem+json").expectBody().jsonPath("$.type")
                .isEqualTo("/problems/not-acceptable");
        uk.raw(HttpMethod.GET, "/subjects", Map.of("Accept", "garbage")).expectStatus().isOk();
    }

    @Test
    void toolsAreAnsweredWhateverTheyAccept() {
        String operator = "Bearer " + uk.signUp("oscar@uk.example", "Oscar").token();

        for (String path : List.of("/v3/api-docs", "/v3/api-docs.yaml", "/actuator/health", "/actuator/prometheus")) {
            for (String accept : List.of("text/html", "application/json", "image/png", "garbage")) {
                uk.raw(HttpMethod.GET, path, Map.of("Accept", accept, "Authorization", operator)).expectStatus().isOk();
            }
        }
        uk.raw(HttpMethod.GET, "/actuator", Map.of("Authorization", operator)).expectStatus().isNotFound();
    }

    @Test
    void nobodyGetsInWithoutAToken() {
        uk.call(HttpMethod.GET, null, "/api/members/me", null, null).expectStatus().isUnauthorized();
        uk.call(HttpMethod.GET, null, "/api/groups", null, null).expectStatus().isUnauthorized();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer x", "Bearer x y", "Bearer ..", "Bearer é",
            "Bearer eyJhbGciOiJIUzI1NiJ9",
            "Bearer eyJhbGciOiJub25lIn0.e30.", "Basic dWs6dWs=", "Bearer=x", ""})
    void nobodyGetsInWithSomethingElse(String authorization) {
        uk.with(authorization, "/api/members/me").expectStatus().isUnauthorized().expectHeader()
                .contentType("application/problem+json");
    }

    @Test
    void theSchemeIsReadInAnyCase() {
        uk.with("bEaReR " + ada.token(), "/api/members/me").expectStatus().isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer  %s", "Bearer %s,", "Bearer %s x", "Bearer=%s", "Bearer %s=x", "%s"})
    void aTokenStandsAlone(String authorization) {
        uk.with(authorization.formatted(ada.token()), "/api/members/me").expectStatus().isUnauthorized();
    }

    @Test
    void whoHangsUpInTheMiddleDoesNotFillTheLog(CapturedOutput output) {
        int before = output.getOut().length();
        for (int i = 0; i < 20; i++) {
            hangUp();
        }
        uk.get(ada, "/api/members/me").expectStatus().isOk();
        assertThat(output.getOut().substring(before)).doesNotContain("WARN", "ERROR");
    }

    @Test
    void aChunkThatIsNoneDoesNotFillTheLog(CapturedOutput output) throws IOException {
        int before = output.getOut().length();
        assertThat(send(SIGN_UP + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n")).startsWith("HTTP/1.1 400");
        uk.get(ada, "/api/members/me").expectStatus().isOk();
        assertThat(output.getOut().substring(before)).doesNotContain("WARN", "ERROR");
    }

    @Test
    void anAddressIsNotWrittenToTheLogForItsHeaders(CapturedOutput output) throws IOException {
        assertThat(send("GET /sign-in/secret HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(9_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431").contains("/problems/headers-too-long");
        assertThat(output.getOut()).doesNotContain("secret");
    }

    private void hangUp() {
        try (var socket = new Socket("127.0.0.1", uk.port())) {
            write(socket, SIGN_UP + "Content-Length: 100\r\nExpect: 100-continue\r\n\r\n");
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 100");
            write(socket, "{");
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it is given, and no more than that. */
    private String send(String bytes) throws IOException {
        try (var socket = new Socket("127.0.0.1", uk.port())) {
            write(socket, bytes);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static void write(Socket socket, String bytes) throws IOException {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
    }
}
