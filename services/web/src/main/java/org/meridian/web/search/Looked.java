package org.meridian.web.search;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import org.meridian.web.page.Page;

/**
 * What somebody has looked for.
 *
 * @param from  the first day, by the reader's clock, and {@code until} the last
 */
public record Looked(String q, String group, String kind, String country, String author, String tag, String from,
        String until) {

    boolean isForNothing() {
        return (q + group + kind + country + author + tag + from + until).isBlank();
    }

    public String address(Page page) {
        return "/search?q=" + page.encoded(q) + "&group=" + page.encoded(group) + "&kind=" + page.encoded(kind)
                + "&country=" + page.encoded(country) + "&author=" + page.encoded(author) + "&tag="
                + page.encoded(tag) + "&from=" + page.encoded(from) + "&until=" + page.encoded(until);
    }

    /** Empty for what is no day. */
    String begins(ZoneId zone) {
        return midnight(from, 0, zone);
    }

    String ends(ZoneId zone) {
        return midnight(until, 1, zone);
    }

    private static String midnight(String day, int later, ZoneId zone) {
        try {
            LocalDate date = LocalDate.parse(day);
            return date.getYear() < 1970 || date.getYear() > 9998
                    ? ""
                    : date.plusDays(later).atStartOfDay(zone).toInstant().toString();
        } catch (DateTimeException e) {
            return "";
        }
    }
}
