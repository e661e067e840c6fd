package org.meridian.node.distributed;

import java.util.List;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.projection.Parked;
import org.meridian.http.ProblemDetails;
import org.meridian.http.log.ServicePart;
import org.meridian.node.http.HttpCalls;
import org.meridian.node.http.HttpCalls.NoAnswer;
import org.springframework.http.ProblemDetail;

/**
 * The part of a service that runs elsewhere, asked with the caller's own token.
 *
 * @param patient for what a service may take its time for
 */
record RemotePart(String service, String url, String token, HttpCalls http, HttpCalls patient) implements ServicePart {

    private record Waiting(List<Parked.Item> items) {}

    private record Retried(boolean applied) {}

    @Override
    public State state() {
        return ask(http, "GET", "", State.class);
    }

    @Override
    public List<Parked.Item> parked(int limit) {
        return ask(http, "GET", "/parked?limit=" + limit, Waiting.class).items();
    }

    @Override
    public boolean retry(long parkedId) {
        return ask(patient, "POST", "/parked/" + parkedId + "/retry", Retried.class).applied();
    }

    @Override
    public Holdings holdings() {
        return ask(http, "GET", "/agreement", Holdings.class);
    }

    private <T> T ask(HttpCalls calls, String method, String path, Class<T> type) {
        try {
            return calls.read(method, url + "/api/log/" + service + path, token, type);
        } catch (NoAnswer e) {
            ProblemDetail problem = e.problem();
            throw problem != null ? ProblemDetails.refusal(problem) : away(e);
        }
    }

    private Refusal away(NoAnswer why) {
        return Refusal.unavailable("service-away",
                "The service " + service + " could not be asked: " + why.getMessage() + ". Try again when it is up.");
    }
}
