package org.meridian.web.issuers;

import java.util.List;
import java.util.Map;
import org.meridian.process.settings.IssuerSettings;
import org.springframework.stereotype.Component;

/** By whom members can sign in beside the mailed link, as pages name them. */
@Component
public final class Issuers {

    /** @param id as addresses have it */
    public record Named(String id, String name) {}

    private final List<Named> all;

    Issuers(IssuerSettings settings) {
        this.all = settings.issuers().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(it -> new Named(it.getKey(), it.getValue().name())).toList();
    }

    public List<Named> all() {
        return all;
    }
}
