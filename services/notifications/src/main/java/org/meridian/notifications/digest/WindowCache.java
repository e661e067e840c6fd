package org.meridian.notifications.digest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Windows that were read once serve everybody who has the same: a cohort. */
@Component
final class WindowCache {

    /** Counted in items, of all windows together: some 40 MB. */
    private static final long MAX_ITEMS = 100_000;

    private final Windows windows;
    private final Cache<Windows.Key, GroupWindow> cache = Caffeine.newBuilder().maximumWeight(MAX_ITEMS)
            .weigher((Windows.Key key, GroupWindow window) -> 1 + window.arrived().size())
            .executor(Runnable::run) // what is too much goes at once, not when some other thread finds the time
            .build();

    WindowCache(Windows windows) {
        this.windows = windows;
    }

    Map<Windows.Key, GroupWindow> load(Set<Windows.Key> keys) {
        return cache.getAll(keys, missing -> windows.read(List.copyOf(missing)));
    }

    /** What has changed since is seen from now on. */
    void forget() {
        cache.invalidateAll();
    }
}
