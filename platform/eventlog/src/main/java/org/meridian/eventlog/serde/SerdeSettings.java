package org.meridian.eventlog.serde;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who makes bytes of records, where the operator wants another library than Avro itself for it.
 *
 * @param serde {@code value.serializer} and {@code value.deserializer}, classes by name, and what they are configured with;
 *              empty for our own
 */
@ConfigurationProperties("meridian")
public record SerdeSettings(@DefaultValue Map<String, String> serde) {}
