package org.meridian.operator.distributed;

import java.util.List;
import java.util.function.Supplier;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.projection.MinuteLatency;
import org.meridian.eventlog.projection.Parked;
import org.meridian.eventlog.projection.Parked.Discarded;
import org.meridian.http.ProblemDetails;
import org.meridian.http.log.ServicePart;
import org.meridian.http.client.NoAnswer;
import org.meridian.operator.distributed.LogCalls.Discard;
import org.springframework.http.ProblemDetail;
import org.springframework.web.client.RestClientException;

/**
 * The part of a service that runs elsewhere, asked with the caller's own token.
 *
 * @param patient for what a service may take its time for
 */
record RemotePart(String service, String token, LogCalls log, LogCalls patient) implements ServicePart {

    @Override
    public State state() {
        return ask(() -> log.state(service, token));
    }

    @Override
    public List<MinuteLatency> latencies(String from) {
        return ask(() -> log.latencies(service, from, token)).items();
    }

    @Override
    public Behind behind() {
        return ask(() -> log.behind(service, token));
    }

    @Override
    public List<Parked.Item> parked(boolean discarded, int limit) {
        return ask(() -> log.parked(service, discarded, limit, token)).items();
    }

    /** When and by whom, the service says itself, by its clock and the token. */
    @Override
    public Discarding discard(long parkedId, Discarded discarded, boolean withFollowing) {
        return ask(() -> log.discard(service, parkedId, new Discard(discarded.why(), withFollowing), token));
    }

    @Override
    public boolean retry(long parkedId) {
        return ask(() -> patient.retry(service, parkedId, token)).applied();
    }

    @Override
    public Holdings holdings() {
        return ask(() -> log.holdings(service, token));
    }

    private <T> T ask(Supplier<T> call) {
        try {
            return call.get();
        } catch (RestClientException e) {
            ProblemDetail problem = NoAnswer.problem(e);
            throw problem != null ? ProblemDetails.refusal(problem) : away(e);
        }
    }

    private Refusal away(RestClientException why) {
        return Refusal.unavailable("service-away", "The service " + service
                + " could not be asked: " + NoAnswer.why(why) + ". Try again when it is up.");
    }
}
