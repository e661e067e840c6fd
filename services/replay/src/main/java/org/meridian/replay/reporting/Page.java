package org.meridian.replay.reporting;

import java.util.List;
import java.util.Locale;
import org.meridian.replay.reporting.AnalyticsReport.Answer;

/** The report as one HTML file that needs nothing else: tables, and charts as SVG. */
final class Page {

    private static final String STYLE = """
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b2733 }
            table { border-collapse: collapse; margin: 1rem 0 } th, td { padding: .25rem .75rem; text-align: left }
            th { border-bottom: 2px solid #1b2733 } td { border-bottom: 1px solid #d5dce2 }
            td.number { text-align: right; font-variant-numeric: tabular-nums } svg { max-width: 100% }
            pre { background: #f3f5f7; padding: 1rem; overflow: auto } .none { color: #5b6b7a }
            """;
    private static final int BAR = 22;
    private static final int LABELS = 190;
    private static final int WIDTH = 760;

    private final StringBuilder html = new StringBuilder();

    static String of(String source, List<Answer> answers) {
        Page page = new Page();
        page.html.append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width\">\n<title>Meridian report</title>\n<style>\n")
                .append(STYLE).append("</style>\n<h1>Meridian report</h1>\n<p>").append(text(source)).append("</p>\n");
        answers.forEach(page::add);
        return page.html.append("</html>\n").toString();
    }

    private void add(Answer answer) {
        html.append("<section>\n<h2>").append(text(answer.question().title())).append("</h2>\n<p>")
                .append(text(answer.question().text())).append("</p>\n");
        if (answer.rows().isEmpty()) {
            html.append("<p class=\"none\">The export has nothing on this.</p>\n");
        } else {
            chart(answer);
            table(answer);
        }
        html.append("<details><summary>SQL</summary><pre>").append(text(answer.question().sql()))
                .append("</pre></details>\n</section>\n");
    }

    private void table(Answer answer) {
        html.append("<table>\n<tr>");
        answer.columns().forEach(name -> html.append("<th scope=\"col\">").append(text(name.replace('_', ' '))));
        html.append("</tr>\n");
        for (List<Object> row : answer.rows()) {
            html.append("<tr>");
            for (Object cell : row) {
                html.append(cell instanceof Number ? "<td class=\"number\">" : "<td>").append(text(cell.toString()));
            }
            html.append("</tr>\n");
        }
        html.append("</table>\n");
    }

    private void chart(Answer answer) {
        Question.Bars bars = answer.question().chart();
        int label = bars == null ? -1 : answer.columns().indexOf(bars.label());
        int value = bars == null ? -1 : answer.columns().indexOf(bars.value());
        if (label < 0 || value < 0) {
            return;
        }
        double most = answer.rows().stream().mapToDouble(row -> number(row.get(value))).max().orElse(0);
        html.append(String.format(Locale.ROOT, "<svg role=\"img\" aria-label=\"%s\" width=\"%d\" height=\"%d\">\n",
                text(answer.question().title()), WIDTH, answer.rows().size() * BAR));
        int y = 0;
        for (List<Object> row : answer.rows()) {
            double length = most == 0 ? 0 : number(row.get(value)) / most * (WIDTH - LABELS - 80);
            html.append(String.format(Locale.ROOT, """
                    <text x="%d" y="%d" text-anchor="end" font-size="13">%s</text>\
                    <rect x="%d" y="%d" width="%.1f" height="%d" fill="#2f6f9f"/>\
                    <text x="%.1f" y="%d" font-size="13">%s</text>
                    """, LABELS - 8, y + 16, text(row.get(label).toString()), LABELS, y + 3, length, BAR - 6,
                    LABELS + length + 6, y + 16, text(row.get(value).toString())));
            y += BAR;
        }
        html.append("</svg>\n");
    }

    private static double number(Object cell) {
        return cell instanceof Number number ? number.doubleValue() : 0;
    }

    private static String text(String raw) {
        return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
