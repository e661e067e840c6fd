package org.meridian.node.apart;

import java.util.List;
import org.meridian.eventlog.projection.Parked;
import org.meridian.eventlog.web.Refusal;
import org.meridian.eventlog.web.ServicePart;
import org.meridian.node.http.HttpCalls;
import org.meridian.node.http.HttpCalls.Answer;
import org.meridian.node.http.HttpCalls.NoAnswer;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The part of a service that runs elsewhere, asked with the caller's own token. */
record RemotePart(String service, String url, String token, HttpCalls http, JsonMapper json) implements ServicePart {

    private record Waiting(List<Parked.Item> items) {}

    private record Retried(boolean applied) {}

    @Override
    public State state() {
        return ask("GET", "", State.class);
    }

    @Override
    public List<Parked.Item> parked(int limit) {
        return ask("GET", "/parked?limit=" + limit, Waiting.class).items();
    }

    @Override
    public boolean retry(long parkedId) {
        return ask("POST", "/parked/" + parkedId + "/retry", Retried.class).applied();
    }

    @Override
    public Holdings holdings() {
        return ask("GET", "/agreement", Holdings.class);
    }

    private <T> T ask(String method, String path, Class<T> type) {
        try {
            Answer answer = http.call(method, url + "/api/log/" + service + path, token, null);
            if (answer.status() != HttpStatus.OK.value()) {
                throw away("it answered with status " + answer.status());
            }
            return json.readValue(answer.body(), type);
        } catch (NoAnswer e) {
            throw away(String.valueOf(e.getMessage()));
        } catch (JacksonException e) {
            throw away("its answer cannot be read");
        }
    }

    private Refusal away(String why) {
        return Refusal.of(HttpStatus.SERVICE_UNAVAILABLE, "service-away",
                "The service " + service + " could not be asked: " + why + ". Try again when it is up.");
    }
}
