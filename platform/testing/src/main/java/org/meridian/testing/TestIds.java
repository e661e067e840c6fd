package org.meridian.testing;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Ids as a node makes them, which a test can name: the same name gives the same id. */
public final class TestIds {

    private TestIds() {}

    /** @param name the home, a hyphen and whatever tells it apart: {@code uk-first} */
    public static String id(String name) {
        int end = name.indexOf('-');
        UUID hash = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        UUID version7 = new UUID(hash.getMostSignificantBits() & ~0xf000L | 0x7000L, hash.getLeastSignificantBits());
        return name.substring(0, end) + "-" + version7;
    }
}
