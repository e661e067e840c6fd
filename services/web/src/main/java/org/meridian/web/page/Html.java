package org.meridian.web.page;

import gg.jte.Content;
import gg.jte.html.HtmlTemplateOutput;
import org.springframework.http.HttpStatus;

/** A page to answer with: a template that has all it needs, and a status. */
public record Html(HttpStatus status, Template template) implements Answer {

    /** Writes the page: a call of a template's {@code render}. */
    @FunctionalInterface
    public interface Template {
        void render(HtmlTemplateOutput output);
    }

    public static Html of(Template template) {
        return new Html(HttpStatus.OK, template);
    }

    /** A form that comes back with what is wrong in it. */
    public static Html mistaken(Template template) {
        return new Html(HttpStatus.UNPROCESSABLE_CONTENT, template);
    }

    /** Markup, for {@code ${…}} in a template. */
    static Content raw(String markup) {
        return output -> output.writeContent(markup);
    }
}
