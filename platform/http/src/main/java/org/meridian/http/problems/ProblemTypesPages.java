package org.meridian.http.problems;

import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.problems.ProblemTypes.ProblemType;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The address in a problem's {@code type}: for whoever wants to know what it means. It looks like the pages where those are. */
@Hidden // for people
@RestController
final class ProblemTypesPages {

    private final ProblemTypes types;

    ProblemTypesPages(ProblemTypes types) {
        this.types = types;
    }

    @GetMapping("/problems")
    ResponseEntity<String> all() {
        var list = new StringBuilder();
        types.all().forEach(it -> list.append("<li><a href=\"/problems/%1$s\">%1$s</a> (%2$d)</li>%n"
                .formatted(it.name(), it.status().value())));
        return page("What a call can be refused with", "<ul>%n%s</ul>".formatted(list));
    }

    @GetMapping("/problems/{name}")
    ResponseEntity<String> one(@PathVariable String name) {
        ProblemType type = types.find(name)
                .orElseThrow(() -> Refusal.missing("There is no such type of problem; /problems lists them."));
        return page(type.name(), """
                <p>%s</p>
                <p>Its status is %d (%s). Its <code>detail</code> says more, for people; programs go by its <code>type</code>,
                <code>/problems/%s</code>, which is the same on every node.</p>
                <p><a href="/problems">All types of problems</a></p>""".formatted(HtmlUtils.htmlEscape(type.meaning()),
                type.status().value(), type.status().getReasonPhrase(), type.name()));
    }

    private static ResponseEntity<String> page(String title, String body) {
        String page = """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%1$s – Meridian</title>
                <link rel="stylesheet" href="/assets/govuk.css"><link rel="stylesheet" href="/assets/site.css"></head>
                <body>
                <main class="m-wide m-main m-stack">
                <h1>%1$s</h1>
                %2$s
                </main>
                </body>
                </html>
                """.formatted(title, body);
        return ResponseEntity.ok().contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header("Content-Security-Policy", "default-src 'none'; style-src 'self'").body(page);
    }
}
