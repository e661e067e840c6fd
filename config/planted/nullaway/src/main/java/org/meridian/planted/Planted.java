package org.meridian.planted;

final class Planted {

    private Planted() {}

    static String nothing() {
        return null;
    }
}
