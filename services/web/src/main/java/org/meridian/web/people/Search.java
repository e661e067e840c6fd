package org.meridian.web.people;

import org.meridian.web.page.Page;

/** For whom somebody has looked. */
public record Search(String q, String country, String expertise, String language) {

    public boolean isForEverybody() {
        return (q + country + expertise + language).isBlank();
    }

    public String address(Page page) {
        return "/people?q=" + page.encoded(q) + "&country=" + page.encoded(country) + "&expertise="
                + page.encoded(expertise) + "&language=" + page.encoded(language);
    }
}
