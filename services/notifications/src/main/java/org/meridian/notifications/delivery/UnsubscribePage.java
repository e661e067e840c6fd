package org.meridian.notifications.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.meridian.notifications.delivery.UnsubscribeTokens.Unsubscription;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The address in List-Unsubscribe (RFC 8058). Looking at it changes nothing, since mail programs look at links before people
 * do; a POST of anything, by a mail program or by the button, unsubscribes.
 */
@RestController
class UnsubscribePage {

    private final UnsubscribeTokens tokens;
    private final Unsubscribe unsubscribe;

    UnsubscribePage(UnsubscribeTokens tokens, Unsubscribe unsubscribe) {
        this.tokens = tokens;
        this.unsubscribe = unsubscribe;
    }

    @GetMapping("/unsubscribe/{token}")
    ResponseEntity<String> ask(@PathVariable String token) {
        return tokens.read(token).map(it -> page(HttpStatus.OK, "Unsubscribe", """
                <p>Do you want no more %s from Meridian?</p>
                <form method="post"><button type="submit">Unsubscribe</button></form>""".formatted(what(it.scope()))))
                .orElseGet(UnsubscribePage::unknown);
    }

    @PostMapping("/unsubscribe/{token}")
    ResponseEntity<String> unsubscribe(@PathVariable String token) {
        Optional<Unsubscription> known = tokens.read(token);
        known.ifPresent(it -> unsubscribe.from(it.scope(), it.memberId()));
        return known.map(it -> page(HttpStatus.OK, "You are unsubscribed", """
                <p>Meridian sends you no more %s. You can turn them on again in your preferences.</p>"""
                .formatted(what(it.scope())))).orElseGet(UnsubscribePage::unknown);
    }

    private static String what(UnsubscribeScope scope) {
        return switch (scope) {
            case DIGEST -> "digests";
            case AT_ONCE -> "mails at once";
        };
    }

    private static ResponseEntity<String> unknown() {
        return page(HttpStatus.NOT_FOUND, "There is no such address",
                "<p>Part of the address may be missing. Copy all of it from the mail, or follow the link in a newer mail.</p>");
    }

    private static ResponseEntity<String> page(HttpStatus status, String title, String content) {
        String page = """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%1$s</title></head>
                <body>
                <h1>%1$s</h1>
                %2$s
                </body>
                </html>
                """.formatted(title, content);
        return ResponseEntity.status(status).contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore()).header("Referrer-Policy", "no-referrer")
                .header("Content-Security-Policy", "default-src 'none'; form-action 'self'").body(page);
    }
}
