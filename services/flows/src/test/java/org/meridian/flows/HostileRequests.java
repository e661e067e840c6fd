package org.meridian.flows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.meridian.testing.NaughtyStrings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests that somebody sends who means harm: real ones, of all calls and of pages, with one to three things about them that
 * are wrong. Each has its end, so that whoever gets it has something to answer. The same for the same seed.
 */
final class HostileRequests {

    private static final List<String> PAGES = List.of("/", "/sign-in", "/sign-up", "/sign-in/code", "/groups",
            "/groups/new",
            "/posts/{id}", "/groups/{id}", "/groups/{id}/write", "/preferences", "/profile", "/notices", "/about/help",
            "/assets/x.css", "/digests", "/operator", "/replays", "/unsubscribe/{token}", "/actuator/health",
            "/schemas/ids/{id}", "/subjects/{s}/versions/{v}", "/.well-known/jwks.json", "/v3/api-docs",
            "/problems/{p}");
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
            "TRACE",
            "CONNECT", "PROPFIND", "get", "G E T", "", "GET\u0000", "\u00e9", "M".repeat(300), "PRI");
    private static final List<String> VERSIONS = List.of("HTTP/1.1", "HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/9.9",
            "HTTP/x",
            "http/1.1", "", "HTCPCP/1.0");
    private static final List<String> HEADERS = List.of("Idempotency-Key", "Content-Type", "Accept", "Accept-Language",
            "Accept-Encoding", "Authorization", "Cookie", "Host", "Origin", "Referer", "Range", "If-None-Match",
            "If-Modified-Since", "Last-Event-ID", "traceparent", "X-Forwarded-For", "X-Forwarded-Proto", "Forwarded",
            "Meridian-Client", "Expect", "Connection", "Upgrade", "Transfer-Encoding", "Content-Length",
            "Content-Encoding",
            "Access-Control-Request-Method", "HX-Request", "X-HTTP-Method-Override", "Sec-WebSocket-Key", "TE",
            "Trailer");
    private static final List<String> VALUES = List.of("", " ", ",", ";", "\"", "*/*", "a/b;q=x", "application/json",
            "application/json;charset=utf-7", "text/html", "multipart/form-data; boundary=x", "multipart/form-data",
            "application/x-www-form-urlencoded", "bytes=0-,5-1", "Basic OmE=", "Bearer ", "Bearer a.b.c", "chunked",
            "chunked, gzip", "gzip, chunked", "identity", "close", "keep-alive, Upgrade", "h2c", "websocket",
            "100-continue",
            "-1", "1e3", "99999999999999999999", "0x10", "0, 0", "3", "\u00e9", "\u00ff\u00fe", "\u0001", "a\u0000b",
            "a\tb", "a\r\n b", "a\nX: y", "x".repeat(5_000), "x".repeat(9_000), "en-*-x;q=9", "Thu, 99 Xxx 9999",
            "meridian-uk=%zz", "=;=;=", "00-0-0-0", "a=b; ".repeat(500), "http://[::1", "127.0.0.1, ::1 x", "\u2028");
    private static final List<String> PIECES = List.of("..", ".", "%2e%2e", "%2f", "%5c", "%00", "%0d%0a", "%ff",
            "%c0%af",
            "%", "%g1", "%u0041", ";", ";a=b", "?", "??", "#", "\\", "//", "*", "{x}", "<x>", "\u00e9", "\u0001", "|",
            "^",
            "[", "a".repeat(3_000), "a".repeat(9_000), "/".repeat(500), "%20", "+", "&", "&&=", "=", "limit=-1",
            "limit=1e9",
            "limit=2147483648", "cursor=%F0%9F", "since=0000-00-00T00:00:00Z", "since=9999999-01-01T00:00:00Z",
            "since=-1", "q=%00", "q=" + "%F0%9F%98%80".repeat(200), "id=1&id=2", "a[]=1", "a[b]=1", "__proto__=1");
    private static final List<String> BODIES = List.of("", "{", "[", "null", "0", "\"\"", "{}", "[]", "{\"\":\"\"}",
            "{\"email\":null}", "{\"email\":{}}", "{\"email\":[\"a\"]}", "{\"a\":1,\"a\":2}", "{\"a\":1e999}",
            "{\"a\":NaN}",
            "\u0000", "\u00ef\u00bb\u00bf{}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\\u0000\"}", "--x\r\n\r\n--x--",
            "a=b&c=%zz", "%",
            "_csrf=x", "[".repeat(20_000), "{\"a\":".repeat(3_000),
            "<?xml version=\"1.0\"?><!DOCTYPE x SYSTEM \"file:/x\">");

    private final Random random;
    private final List<Description.Call> calls;
    private final List<String> naughty = new ArrayList<>();
    private final @Nullable String token;
    private final List<String> ids;

    /** @param ids that are there, and can be asked for */
    HostileRequests(long seed, Description description, @Nullable String token, List<String> ids) {
        this.random = new Random(seed);
        this.calls = description.calls();
        this.token = token;
        this.ids = ids;
        naughty.addAll(NaughtyStrings.all());
    }

    /** What it is made of, before it is bytes. */
    private final class Parts {

        String method = "GET";
        String target = "/";
        String version = "HTTP/1.1";
        final List<String> headers = new ArrayList<>();
        byte[] body = {};
        boolean saysLength = true;

        byte[] bytes() {
            var head = new StringBuilder(method + " " + target + " " + version + "\r\n");
            headers.forEach(it -> head.append(it).append("\r\n"));
            if (body.length > 0 && saysLength) {
                head.append("Content-Length: ").append(body.length).append("\r\n");
            }
            byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
            byte[] all = java.util.Arrays.copyOf(start, start.length + body.length);
            System.arraycopy(body, 0, all, start.length, body.length);
            return all;
        }
    }

    byte[] next() {
        Parts parts = real();
        int wrong = 1 + random.nextInt(3);
        for (int i = 0; i < wrong; i++) {
            spoil(parts);
        }
        return parts.bytes();
    }

    private Parts real() {
        var parts = new Parts();
        parts.headers.add("Host: uk.example");
        if (token != null && random.nextInt(3) > 0) {
            parts.headers.add("Authorization: Bearer " + token);
        }
        if (random.nextInt(4) == 0) {
            parts.method = random.nextBoolean() ? "GET" : "POST";
            parts.target = filled(pick(PAGES));
            parts.headers.add("Accept: text/html");
            if (parts.method.equals("POST")) {
                parts.headers.add("Content-Type: application/x-www-form-urlencoded");
                parts.body = ("email=" + encoded(pick(naughty)) + "&then=" + encoded(pick(naughty))).getBytes(
                        StandardCharsets.UTF_8);
            }
            return parts;
        }
        Description.Call call = pick(calls);
        parts.method = call.method();
        parts.target = filled(call.path()) + query(call.said());
        JsonNode schema = call.said().path("requestBody").path("content").path("application/json").path("schema");
        if (!schema.isMissingNode()) {
            parts.headers.add("Content-Type: application/json");
            parts.body = body().getBytes(StandardCharsets.UTF_8);
        }
        return parts;
    }

    private String filled(String path) {
        String target = path;
        while (target.contains("{")) {
            String part = random.nextInt(3) == 0 ? encoded(pick(naughty)) : pick(ids);
            target = target.substring(0, target.indexOf('{')) + part + target.substring(target.indexOf('}') + 1);
        }
        return target;
    }

    private String query(JsonNode call) {
        var query = new StringBuilder();
        call.path("parameters").forEach(it -> {
            if (it.path("in").asString("").equals("query") && random.nextBoolean()) {
                query.append(query.isEmpty() ? '?' : '&').append(it.get("name").asString()).append('=')
                        .append(encoded(pick(naughty)));
            }
        });
        return query.toString();
    }

    /** With the fields that most calls have, and texts that break what reads them. */
    private String body() {
        var body = JsonMapper.shared().createObjectNode();
        for (String field : List.of("email", "displayName", "timeZone", "name", "purpose", "scope", "kind", "body",
                "title",
                "token", "attempt", "code", "reason", "note")) {
            if (random.nextInt(3) == 0) {
                body.put(field, pick(naughty));
            }
        }
        if (random.nextInt(4) == 0) {
            body.putArray("tags").add(pick(naughty)).addNull();
        }
        return body.toString();
    }

    private void spoil(Parts parts) {
        switch (random.nextInt(12)) {
            case 0 -> parts.method = pick(METHODS);
            case 1 -> parts.version = pick(VERSIONS);
            case 2, 3 -> parts.target = spoilt(parts.target, pick(PIECES));
            case 4 -> parts.target = spoilt(parts.target, oneLine(pick(naughty)));
            case 5, 6 -> parts.headers.add(header(pick(VALUES)));
            case 7 -> parts.headers.add(header(oneLine(pick(naughty))));
            case 8 -> parts.headers.add(oneLine(pick(naughty)));
            case 9 -> parts.body = parts.saysLength ? pick(BODIES).getBytes(StandardCharsets.UTF_8) : parts.body;
            case 10 -> parts.body = parts.saysLength ? spoilt(parts.body) : parts.body;
            default -> {
                parts.saysLength = false;
                parts.headers.add("Transfer-Encoding: chunked");
                parts.body = chunked(parts.body);
            }
        }
    }

    /** What says that more is to come than there is would be waited for. */
    private String header(String value) {
        String name = pick(HEADERS);
        return (name.equals("Content-Length") && value.matches("[1-9]\\d{0,6}") ? "Content-Length: -" : name + ": ")
                + value;
    }

    private String spoilt(String text, String piece) {
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at) + piece + text.substring(at);
    }

    private byte[] spoilt(byte[] body) {
        byte[] spoilt = body.clone();
        for (int i = 0; i < 3 && spoilt.length > 0; i++) {
            spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
        }
        return spoilt;
    }

    private byte[] chunked(byte[] body) {
        String size = random.nextInt(4) == 0
                ? pick(List.of("-1", "zz", "ffffffffffffffff", "", "0x1"))
                : Integer.toHexString(
                        body.length);
        byte[] start = (body.length == 0 ? "" : size + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] end = (body.length == 0 ? "0\r\n\r\n" : "\r\n0\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] all = java.util.Arrays.copyOf(start, start.length + body.length + end.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        System.arraycopy(end, 0, all, start.length + body.length, end.length);
        return all;
    }

    /** An empty line would be the request's end, and what follows another one. */
    private static String oneLine(String text) {
        return new String(text.replaceAll("[\r\n]+", " ").getBytes(StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1);
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
