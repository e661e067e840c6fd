package org.meridian.planted;

import java.util.ArrayList;
import java.util.List;

final class Planted {

    private Planted() {}

    static List<String> unchecked() {
        List raw = new ArrayList<String>();
        return List.of(raw.toString());
    }
}
