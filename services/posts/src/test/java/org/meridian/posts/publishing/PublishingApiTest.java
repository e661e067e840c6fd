package org.meridian.posts.publishing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.posts.PostsService;
import org.meridian.schemas.Ids;
import org.meridian.testing.Shared;

/** What callers send, and what they accept as an answer. */
class PublishingApiTest {

    private final PostsService uk;
    private final String ada = Ids.create("uk");

    PublishingApiTest(@Shared PostsService uk) {
        this.uk = uk;
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "null", "\"text\"", "{\"kind\":\"update\"}",
            "{\"kind\":\"update\",\"body\":\"\"}",
            "{\"kind\":\"rant\",\"body\":\"b\"}", "{\"kind\":\"update\",\"body\":\"b\",\"colour\":\"red\"}",
            "{\"kind\":\"update\",\"body\":7,\"tags\":{}}", "{\"kind\":\"update\",\"body\":\"a\\u0000b\"}",
            "{\"kind\":\"update\",\"body\":\"a\\u0007b\"}", "{\"kind\":\"update\",\"body\":\"\\ud83d\"}",
            "{\"kind\":\"unknown\",\"body\":\"b\"}", "{\"kind\":\"update\",\"body\":\"b\",\"tags\":[null]}",
            "{\"kind\":\"update\",\"body\":\"b\",\"language\":\"klingon\"}"})
    void badInputIsAProblemThatSaysWhatToDo(String json) {
        uk.post(ada, "/api/groups/" + uk.international(ada) + "/posts", json, null).expectStatus().isBadRequest()
                .expectHeader()
                .contentType("application/problem+json").expectBody().jsonPath("$.detail").isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202eright to left\u202c", "\u00e9 composed", "\ud83d\udc69\u200d\ud83d\udc67",
            "a\tb\nc",
            "\u0645\u0631\u062d\u0628\u0627"})
    void textOfAllLanguagesComesBackAsItWas(String text) {
        String post = uk.publish(ada, uk.international(ada),
                "{\"kind\":\"update\",\"body\":\"" + text.replace("\t", "\\t").replace("\n",
                        "\\n") + "\"}");

        uk.get(ada, "/api/posts/" + post).expectBody().jsonPath("$.body").isEqualTo(text);
    }

    @Test
    void whatIsWrittenComesBackAsItWasAndAsHtml() {
        String group = uk.international(ada);
        String source = "**Who** has <b>tried</b> it?";
        String html = "<p dir=\"auto\"><strong>Who</strong> has &lt;b&gt;tried&lt;/b&gt; it?</p>\n";
        String draft = "{\"kind\":\"update\",\"body\":\"" + source + "\"}";
        uk.post(ada, "/api/groups/" + group + "/posts", draft, null).expectBody().jsonPath("$.bodyHtml")
                .isEqualTo(html);
        String post = uk.publish(ada, group, draft);
        uk.post(ada, "/api/posts/" + post + "/replies", "{\"body\":\"" + source + "\"}", null).expectBody()
                .jsonPath("$.body").isEqualTo(source).jsonPath("$.bodyHtml").isEqualTo(html);

        uk.get(ada, "/api/posts/" + post).expectBody().jsonPath("$.body").isEqualTo(source).jsonPath("$.bodyHtml")
                .isEqualTo(html).jsonPath("$.replies[0].bodyHtml").isEqualTo(html);
        uk.get(ada, "/api/groups/" + group + "/posts").expectBody().jsonPath("$.items[0].body").isEqualTo(source)
                .jsonPath("$.items[0].extract").isEqualTo("Who has <b>tried</b> it?").jsonPath("$.items[0].bodyHtml")
                .doesNotExist();
    }

    /** As many levels as there is room for, and what others have taken minutes to read. */
    @ParameterizedTest
    @ValueSource(strings = {"> ", "[", "*", "<", "`", "![", "- ", "[a]: b ", "*a **b "})
    void noTextTakesLongOrFails(String part) {
        String body = part.repeat(100_000 / part.length());
        String post = uk.publish(ada, uk.international(ada), "{\"kind\":\"update\",\"body\":\"" + body + "\"}");

        uk.get(ada, "/api/posts/" + post).expectStatus().isOk().expectBody().jsonPath("$.body").isEqualTo(body);
    }

    @Test
    void aPostAndAReplySayInWhichLanguageTheyAre() {
        String post = uk.publish(ada, uk.international(ada),
                "{\"kind\":\"update\",\"body\":\"Shwmae\",\"language\":\"cy\"}");
        uk.post(ada, "/api/posts/" + post + "/replies", "{\"body\":\"Kia ora\",\"language\":\"MI-nz\"}", null)
                .expectStatus().isCreated().expectBody().jsonPath("$.language").isEqualTo("mi-NZ");
        uk.post(ada, "/api/posts/" + post + "/replies", "{\"body\":\"?\"}", null).expectStatus().isCreated();

        uk.get(ada, "/api/posts/" + post).expectBody().jsonPath("$.language").isEqualTo("cy")
                .jsonPath("$.replies[0].language").isEqualTo("mi-NZ").jsonPath("$.replies[1].language").isEqualTo(null);
    }

    @Test
    void whatIsSpeltInPiecesIsKeptInOneSpelling() {
        String post = uk.publish(ada, uk.international(ada),
                "{\"kind\":\"update\",\"title\":\"e\u0301te\u0301\",\"body\":\"Wha\u0304nau\",\"tags\":[\"o\u0304\"]}");

        uk.get(ada, "/api/posts/" + post).expectBody().jsonPath("$.title").isEqualTo("\u00e9t\u00e9")
                .jsonPath("$.body").isEqualTo("Wh\u0101nau").jsonPath("$.tags[0]").isEqualTo("\u014d");
    }

    @ParameterizedTest
    @CsvSource({"body, \\u200b\\u2060", "body, \\u3164", "title, \\u00ad", "title, one\\ntwo", "title, one\\u2028two",
            "title, a\\u202eb", "jurisdiction, \\u2800", "jurisdiction, a\\u2066b"})
    void whatCannotBeReadIsNamed(String field, String text) {
        Map<String, String> post = new LinkedHashMap<>(Map.of("kind", "\"update\"", "body", "\"b\""));
        post.put(field, "\"" + text + "\"");
        String json = post.entrySet().stream().map(it -> "\"" + it.getKey() + "\":" + it.getValue())
                .collect(Collectors.joining(",", "{", "}"));

        uk.post(ada, "/api/groups/" + uk.international(ada) + "/posts", json, null).expectStatus().isBadRequest()
                .expectBody().jsonPath("$.errors[0].field").isEqualTo(field);
    }

    @Test
    void aBlankTitleIsNone() {
        String post = uk.publish(ada, uk.international(ada), "{\"kind\":\"update\",\"title\":\" \",\"body\":\"b\"}");

        uk.get(ada, "/api/posts/" + post).expectBody().jsonPath("$.title").isEmpty();
    }

    @Test
    void lengthsHaveTheirLimits() {
        String group = uk.international(ada);

        uk.publish(ada, group, "{\"kind\":\"update\",\"body\":\"" + "\\ud83d\\udc69".repeat(100_000) + "\"}");
        uk.post(ada, "/api/groups/" + group + "/posts",
                "{\"kind\":\"update\",\"body\":\"" + "x".repeat(100_001) + "\"}",
                null).expectStatus().isBadRequest().expectBody().jsonPath("$.errors[0].field").isEqualTo("body");
        uk.post(ada, "/api/groups/" + group + "/posts",
                "{\"kind\":\"update\",\"body\":\"" + "x".repeat(5_000_000) + "\"}",
                null).expectStatus().isEqualTo(413).expectHeader().contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/event-stream", "text/*", "application/problem+json", "application/xml",
            "garbage", "/", "*/*;q=x"})
    void aPostIsAnsweredWhateverItsCallerAccepts(String accept) {
        String path = "/api/groups/" + uk.international(ada) + "/posts";

        uk.postWith(Map.of("Accept", accept), ada, path, "{\"kind\":\"update\",\"body\":\"b\"}").expectStatus()
                .isCreated().expectHeader().contentType("application/json").expectBody().jsonPath("$.id").isNotEmpty();
        uk.postWith(Map.of("Accept", accept), ada, path, "{").expectStatus().isBadRequest().expectHeader()
                .contentType("application/problem+json").expectBody().jsonPath("$.type").isNotEmpty();
        uk.postWith(Map.of("Accept", accept), "", path, "{}").expectStatus().isUnauthorized().expectHeader()
                .contentType("application/problem+json");
    }
}
