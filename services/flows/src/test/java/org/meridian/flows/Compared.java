package org.meridian.flows;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Compares every answer of a node with what that node says of its calls. */
final class Compared implements Http.Listener {

    private final Supplier<Http> node;
    private @Nullable Description description;

    /** @param node whose answers nobody hears */
    Compared(Supplier<Http> node) {
        this.node = node;
    }

    /** @throws AssertionError where they differ */
    @Override
    public void heard(String method, String path, Http.Answer answer) {
        if (path.startsWith("/api/")) {
            description().find(method, path).ifPresent(call -> {
                List<String> differences = description().differences(call, answer);
                if (!differences.isEmpty()) {
                    throw new AssertionError(call + " is described otherwise: " + differences + " of " + answer);
                }
            });
        }
    }

    private synchronized Description description() {
        if (description == null) {
            description = Description.of(node.get());
        }
        return description;
    }
}
