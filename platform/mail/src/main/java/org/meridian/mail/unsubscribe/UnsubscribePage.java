package org.meridian.mail.unsubscribe;

import static org.meridian.http.Fields.apiName;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.meridian.http.AccessRules;
import org.meridian.mail.message.UnsubscribeScope;
import org.meridian.mail.unsubscribe.UnsubscribeTokens.Unsubscription;
import org.meridian.text.Sentences;
import org.meridian.text.Translations;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The address in List-Unsubscribe (RFC 8058). Looking at it changes nothing, since mail programs look at links before people
 * do; a POST of anything, by a mail program or by the button, unsubscribes. It looks like the pages where those are. For the
 * service that knows what members want to be mailed: it brings the {@link Unsubscribing} and the tokens.
 */
@RestController
public class UnsubscribePage {

    /** Whoever has the address may use it. */
    public static final AccessRules PATHS = AccessRules.everyone(HttpMethod.GET, "/unsubscribe/*")
            .then(AccessRules.everyone(HttpMethod.POST, "/unsubscribe/*"));

    private static final String FORM = "%n<form method=\"post\"><button class=\"govuk-button\" type=\"submit\">%s</button></form>";

    private final UnsubscribeTokens tokens;
    private final Unsubscribing unsubscribing;
    private final Translations translations = Translations.of("mail");

    UnsubscribePage(UnsubscribeTokens tokens, Unsubscribing unsubscribing) {
        this.tokens = tokens;
        this.unsubscribing = unsubscribing;
    }

    /** A page with a button; it changes nothing. */
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/html", schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "404", description = "There is no such address.", content = @Content(mediaType = "text/html", schema = @Schema(type = "string")))
    @GetMapping("/unsubscribe/{token}")
    ResponseEntity<String> showUnsubscribing(@PathVariable String token, ServerHttpRequest request) {
        Sentences sentences = language(request);
        String form = FORM.formatted(sentences.of("unsubscribe.title"));
        return tokens.read(token)
                .map(it -> page(HttpStatus.OK, "unsubscribe", what(it.scope(), sentences), form, sentences))
                .orElseGet(() -> noSuchAddress(sentences));
    }

    /** Unsubscribes, as mail programs do it (RFC 8058). */
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/html", schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "404", description = "There is no such address.", content = @Content(mediaType = "text/html", schema = @Schema(type = "string")))
    @PostMapping("/unsubscribe/{token}")
    ResponseEntity<String> unsubscribe(@PathVariable String token, ServerHttpRequest request) {
        Sentences sentences = language(request);
        Optional<Unsubscription> known = tokens.read(token);
        known.ifPresent(it -> unsubscribing.unsubscribe(it.scope(), it.memberId()));
        return known.map(it -> page(HttpStatus.OK, "unsubscribed", what(it.scope(), sentences), "", sentences))
                .orElseGet(() -> noSuchAddress(sentences));
    }

    /** Whoever has the address says nothing of their language; their browser does. */
    private Sentences language(ServerHttpRequest request) {
        return translations.in(request.getHeaders().getAcceptLanguageAsLocales().stream().filter(translations::has)
                .findFirst().orElse(Locale.UK));
    }

    private static ResponseEntity<String> noSuchAddress(Sentences sentences) {
        return page(HttpStatus.NOT_FOUND, "no-such-address", "", "", sentences);
    }

    private static String what(UnsubscribeScope scope, Sentences sentences) {
        return sentences.of(apiName(scope) + ".what");
    }

    private static ResponseEntity<String> page(HttpStatus status, String key, String what, String form,
            Sentences sentences) {
        String page = """
                <!doctype html>
                <html lang="%5$s">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%1$s – Meridian</title>
                <link rel="stylesheet" href="/assets/govuk.css"><link rel="stylesheet" href="/assets/site.css"></head>
                <body>
                <main class="m-wide m-main m-stack">
                <h1>%1$s</h1>
                <p>%2$s</p>%3$s
                <p><a href="/preferences">%4$s</a></p>
                </main>
                </body>
                </html>
                """.formatted(sentences.of(key + ".title"), sentences.of(key + ".text", what), form,
                sentences.of("choose"), sentences.locale().toLanguageTag());
        return ResponseEntity.status(status).contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore()).header("Referrer-Policy", "no-referrer")
                .header("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'")
                .body(page);
    }
}
