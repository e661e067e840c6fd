package org.meridian.web.session;

import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.Session;
import org.meridian.web.page.Problem;
import org.springframework.http.HttpCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A reader's session, which their browser keeps in two cookies: the access token while it is good, and what renews it, which the
 * first page that comes after that does.
 */
@Component
public final class KeptSession {

    private static final Scheduler THREADS = Schedulers.fromExecutor(Executors.newVirtualThreadPerTaskExecutor());

    private final SessionCookie cookie;
    private final MembershipCalls membership;

    KeptSession(SessionCookie cookie, MembershipCalls membership) {
        this.cookie = cookie;
        this.membership = membership;
    }

    public void keep(ServerHttpResponse response, Session session) {
        response.addCookie(cookie.of(session));
        response.addCookie(cookie.renewalOf(session));
    }

    void forget(ServerHttpResponse response) {
        response.addCookie(cookie.none());
        response.addCookie(cookie.noRenewal());
    }

    /** The access token of whoever sent the request, renewed where it is time; empty where there is no session. */
    Mono<String> token(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        return needsRenewal(request)
                ? Mono.fromCallable(() -> token(request, exchange.getResponse())).subscribeOn(THREADS)
                        .flatMap(Mono::justOrEmpty)
                : Mono.justOrEmpty(value(request, cookie.name()));
    }

    private boolean needsRenewal(ServerHttpRequest request) {
        return value(request, cookie.name()) == null && value(request, cookie.renewalName()) != null;
    }

    private Optional<String> renewed(String renewal, ServerHttpResponse response) {
        try {
            Session session = membership.renew(new MembershipCalls.Renewal(renewal));
            keep(response, session);
            return Optional.of(session.accessToken());
        } catch (Refusal refusal) {
            boolean isOver = isOver(refusal);
            if (isOver || Problem.isSuspension(refusal)) {
                forget(response);
            }
            if (!isOver) {
                throw refusal;
            }
            return Optional.empty();
        }
    }

    /**
     * Why an access token is no good any more: ends in the refusal, with the reason, where its member is suspended. Asked with what
     * renews the session, which is forgotten all the same.
     */
    Mono<Void> explain(ServerHttpRequest request) {
        String renewal = value(request, cookie.renewalName());
        return renewal == null
                ? Mono.empty()
                : Mono.<Void>fromRunnable(() -> explain(renewal)).subscribeOn(THREADS);
    }

    private void explain(String renewal) {
        try {
            membership.renew(new MembershipCalls.Renewal(renewal));
        } catch (Refusal refusal) {
            if (Problem.isSuspension(refusal)) {
                throw refusal;
            }
        } catch (RestClientException away) {
            // They are signed out all the same.
        }
    }

    /** In whose name a handler asks at an address where nobody need be signed in. */
    public Optional<String> caller(ServerHttpRequest request, ServerHttpResponse response) {
        return token(request, response).map(it -> "Bearer " + it);
    }

    private Optional<String> token(ServerHttpRequest request, ServerHttpResponse response) {
        String renewal = value(request, cookie.renewalName());
        return needsRenewal(request) && renewal != null
                ? renewed(renewal, response)
                : Optional.ofNullable(value(request, cookie.name()));
    }

    /** Ends it at the node, too; this browser forgets it even where the node does not answer. */
    public void end(ServerHttpRequest request, ServerHttpResponse response) {
        Optional<String> token = token(request, response);
        forget(response);
        token.ifPresent(this::end);
    }

    private void end(String token) {
        try {
            membership.endSession("Bearer " + token, "current");
        } catch (Refusal refusal) {
            if (!isOver(refusal) && refusal.kind() != Refusal.Kind.MISSING) {
                throw refusal;
            }
        }
    }

    private static boolean isOver(Refusal refusal) {
        return refusal.kind() == Refusal.Kind.UNAUTHENTICATED || refusal.kind() == Refusal.Kind.INVALID;
    }

    private static @Nullable String value(ServerHttpRequest request, String name) {
        HttpCookie sent = request.getCookies().getFirst(name);
        return sent == null || sent.getValue().isEmpty() ? null : sent.getValue();
    }
}
