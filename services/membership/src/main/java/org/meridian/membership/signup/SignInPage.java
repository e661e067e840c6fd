package org.meridian.membership.signup;

import java.nio.charset.StandardCharsets;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/**
 * Where a mailed link leads: it says what to do with the token. Looking at it uses nothing up, since mail programs look at
 * links before people do. Where the pages are, they have this address.
 */
@RestController
@ConditionalOnMissingClass("org.meridian.web.WebConfiguration")
class SignInPage {

    @GetMapping("/sign-in")
    ResponseEntity<String> page(@RequestParam(defaultValue = "") String token) {
        String page = """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>Sign in to Meridian</title></head>
                <body>
                <h1>Sign in to Meridian</h1>
                <p>Give this token to the program that you sign in with. It works once, within 15 minutes.</p>
                <p><code>%s</code></p>
                <p>A program sends it as <code>POST /api/sessions {"token":"…"}</code> and gets an access token.</p>
                </body>
                </html>
                """.formatted(HtmlUtils.htmlEscape(token));
        return ResponseEntity.ok().contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore()).header("Referrer-Policy", "no-referrer")
                .header("Content-Security-Policy", "default-src 'none'").body(page);
    }
}
