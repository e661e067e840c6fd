package org.meridian.process.startup;

import java.util.Locale;
import java.util.TimeZone;

/**
 * What the JVM takes from the machine or from whoever starts it, and what every library then goes by where it is not told:
 * Kafka could not name its files in Thai digits, and enums are not found by names that were made lower case in Turkish.
 * Whatever is for people names its language and its zone.
 */
public final class ProcessDefaults {

    private ProcessDefaults() {}

    /** No language and UTC; the first thing that a program does, before anything has read the others. */
    public static void set() {
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }
}
