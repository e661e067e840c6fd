package org.meridian.membership.registers;

import java.util.regex.Pattern;
import org.meridian.schemas.Limits;

/**
 * A register of practitioners, as whoever keeps it publishes it.
 *
 * @param id      the same in every country: {@code uk-swe}
 * @param country the alias of the country that it is of
 * @param url     where somebody is looked up
 */
public record Register(String id, String country, String name, String url) {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)+");

    boolean isWellFormed() {
        return ID.matcher(id).matches() && id.length() <= Limits.REGISTER && !country.isBlank() && !name.isBlank()
                && url.startsWith("https://");
    }
}
