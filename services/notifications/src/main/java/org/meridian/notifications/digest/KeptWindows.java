package org.meridian.notifications.digest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Windows that were read once serve everybody who has the same: a cohort. Keeps so many of them and no more; for one thread. */
final class KeptWindows {

    /** Counted in items, of all windows together: some 40 MB. */
    private static final int MAX_ITEMS = 100_000;

    private final Windows windows;
    private final Map<Windows.Key, GroupWindow> kept = new LinkedHashMap<>(16, 0.75f, true);
    private int weight;

    KeptWindows(Windows windows) {
        this.windows = windows;
    }

    Map<Windows.Key, GroupWindow> load(Collection<Windows.Key> keys) {
        Map<Windows.Key, GroupWindow> found = new HashMap<>();
        List<Windows.Key> missing = new ArrayList<>();
        for (Windows.Key key : keys) {
            GroupWindow known = kept.get(key);
            if (known == null) {
                missing.add(key);
            } else {
                found.put(key, known);
            }
        }
        windows.read(missing).forEach((key, window) -> {
            found.put(key, window);
            keep(key, window);
        });
        return found;
    }

    /** What has changed since is seen from now on. */
    void forget() {
        kept.clear();
        weight = 0;
    }

    private void keep(Windows.Key key, GroupWindow window) {
        kept.put(key, window);
        weight += weight(window);
        var eldest = kept.values().iterator();
        while (weight > MAX_ITEMS) {
            weight -= weight(eldest.next());
            eldest.remove();
        }
    }

    private static int weight(GroupWindow window) {
        return 1 + window.arrived().size();
    }
}
