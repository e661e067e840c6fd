package org.meridian.operator.links;

/** Kafka Connect, which runs the links, gives no answer; its message is a sentence for the operator. */
public final class ConnectAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConnectAway(String sentence) {
        super(sentence);
    }
}
