package org.meridian.process.settings;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.meridian.schemas.Topics;

/** Checks of single settings. Each returns the value, or throws a {@link WrongSetting} that never quotes a secret. */
public final class Settings {

    private static final int HIGHEST_PORT = 65_535;

    private Settings() {}

    public static String required(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new WrongSetting(name + " is not set, and has to be.");
        }
        return value;
    }

    /** Where HTTP is, without a slash at the end, since paths are put after it. */
    public static String url(String name, @Nullable String value) {
        String given = required(name, value);
        try {
            URI url = new URI(given);
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && !given.endsWith("/")) {
                return given;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw reject(name, given, "it takes a URL such as https://meridian.example.org, without a slash at the end");
    }

    /** {@code host:port}. */
    public static String hostAndPort(String name, @Nullable String value) {
        String given = required(name, value);
        int colon = given.lastIndexOf(':');
        if (colon > 0 && given.substring(colon + 1).matches("\\d{1,5}")
                && isPort(Integer.parseInt(given.substring(colon + 1)))) {
            return given;
        }
        throw reject(name, given, "it takes a host and a port, such as nz.example.org:9102");
    }

    public static int port(String name, int value) {
        if (!isPort(value)) {
            throw new WrongSetting(name + (value == 0 ? " is not set, and has to be" : " cannot be " + value)
                    + ": it takes a port, 1 to " + HIGHEST_PORT + ".");
        }
        return value;
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= HIGHEST_PORT;
    }

    public static int positive(String name, int value) {
        if (value < 1) {
            throw new WrongSetting(name + " cannot be " + value + ": it takes a number from 1 on.");
        }
        return value;
    }

    /** A node's alias; it is part of topics' names. */
    public static String alias(String name, @Nullable String value) {
        try {
            return Topics.checkedAlias(required(name, value));
        } catch (IllegalArgumentException e) {
            throw e instanceof WrongSetting missing
                    ? missing
                    : reject(name, String.valueOf(value),
                            "a node's alias is lower case letters and digits, a letter first, and neither shared, domestic nor to");
        }
    }

    public static WrongSetting reject(String name, String value, String takes) {
        return new WrongSetting(name + " cannot be \"" + value + "\": " + takes + ".");
    }
}
