package org.meridian.operator.links;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a connector of Kafka Connect and its tasks do; the components' names are those of its REST interface. */
public record ConnectorStatus(Part connector, List<Part> tasks) {

    /** Kafka Connect's names. */
    public enum State {
        RUNNING, PAUSED, STOPPED, FAILED,
        /** On its way to one of these. */
        OTHER;

        @JsonCreator
        public static State of(String name) {
            return Stream.of(values()).filter(state -> state.name().equals(name)).findFirst().orElse(OTHER);
        }
    }

    /** The connector or a task. {@code trace} says why it failed, from its second line on where in the code. */
    public record Part(State state, @Nullable String trace) {}

    boolean is(State state) {
        return connector.state() == state;
    }

    boolean areAll(State state) {
        return parts().allMatch(part -> part.state() == state);
    }

    boolean isAny(State state) {
        return parts().anyMatch(part -> part.state() == state);
    }

    /** What the first that failed says of it. */
    Optional<String> failure() {
        return parts().filter(part -> part.state() == State.FAILED)
                .map(part -> String.valueOf(part.trace()).lines().findFirst().orElse("failed")).findFirst();
    }

    private Stream<Part> parts() {
        return Stream.concat(Stream.of(connector), tasks.stream());
    }
}
