package org.meridian.operator.status;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the operator's calls say of the node besides its services and links.
 *
 * @param kafkaClusterId null until Kafka has answered once
 */
public record NodeFacts(boolean demo, Supplier<@Nullable String> kafkaClusterId) {}
