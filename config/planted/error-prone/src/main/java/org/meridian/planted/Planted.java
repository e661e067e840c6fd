package org.meridian.planted;

final class Planted {

    private Planted() {}

    static void neverThrown() {
        new IllegalStateException("made, and then forgotten");
    }
}
