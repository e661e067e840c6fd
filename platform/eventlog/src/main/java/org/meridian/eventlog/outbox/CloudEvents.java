package org.meridian.eventlog.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers of CloudEvents 1.0 in Kafka's binary mode (Kafka protocol binding, section 3.2). */
final class CloudEvents {

    private CloudEvents() {}

    static Map<String, byte[]> headers(String source, String id, String type, Instant time, String subject) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0".getBytes(UTF_8));
        headers.put("ce_id", id.getBytes(UTF_8));
        headers.put("ce_source", source.getBytes(UTF_8));
        headers.put("ce_type", type.getBytes(UTF_8));
        headers.put("ce_time", time.toString().getBytes(UTF_8));
        headers.put("ce_subject", subject.getBytes(UTF_8));
        return headers;
    }
}
