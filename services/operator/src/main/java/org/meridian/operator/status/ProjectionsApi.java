package org.meridian.operator.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.log.ServicePart;
import org.meridian.http.log.ServicePart.Behind;
import org.meridian.http.log.ServiceParts;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is on its way inside the node: from the services to Kafka, and from Kafka to their rows. */
@RestController
class ProjectionsApi {

    /** @param since when the oldest of them was decided; null where there are none */
    record Outbox(long records, @Nullable Instant since) {}

    record TopicLag(String topic, long records) {}

    /**
     * One service.
     *
     * @param outbox     what it has yet to send to Kafka; null where it could not be asked
     * @param lagRecords what Kafka holds that is not in its rows yet; null where it could not be asked
     * @param topics     the same by topic; those with nothing are left out
     * @param problem    why it could not be asked
     */
    record Projection(String service, @Nullable Outbox outbox, @Nullable Long lagRecords, List<TopicLag> topics,
            @JsonInclude(Include.NON_NULL) @Nullable String problem) {}

    record ProjectionPage(List<Projection> items, @Nullable String next) {}

    private final ServiceParts services;

    ProjectionsApi(ServiceParts services) {
        this.services = services;
    }

    /** How far each service is behind its log. */
    @GetMapping("/api/projections")
    ProjectionPage listProjections(Authentication caller) {
        return new ProjectionPage(services.askedBy(caller).stream().map(ProjectionsApi::of).toList(), null);
    }

    private static Projection of(ServicePart part) {
        try {
            return of(part.service(), part.behind());
        } catch (Refusal away) {
            return new Projection(part.service(), null, null, List.of(), away.sentence());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Projection(part.service(), null, null, List.of(), "The node is stopping.");
        }
    }

    private static Projection of(String service, Behind behind) {
        Map<String, Long> topics = behind.topics();
        return new Projection(service, new Outbox(behind.outbox().records(), behind.outbox().since()),
                topics.values().stream().mapToLong(Long::longValue).sum(),
                topics.entrySet().stream().map(it -> new TopicLag(it.getKey(), it.getValue())).toList(), null);
    }
}
