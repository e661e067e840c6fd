package org.meridian.operator.distributed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.meridian.http.log.ServicePart;
import org.meridian.http.log.ServiceParts;
import org.meridian.http.client.HttpClients;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** The parts of the services, each of which runs elsewhere. */
final class RemoteParts implements ServiceParts {

    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    /** A service waits up to 30 seconds for the one who applies a parked record. */
    private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(35);

    private record Service(String name, LogCalls log, LogCalls patient) {

        RemotePart askedWith(String token) {
            return new RemotePart(name, token, log, patient);
        }
    }

    private final List<Service> services = new ArrayList<>();

    RemoteParts(OperatorSettings settings) {
        var http = new HttpClients(TIMEOUT);
        var patient = new HttpClients(RETRY_TIMEOUT);
        settings.services().forEach((name, url) -> services
                .add(new Service(name, http.client(LogCalls.class, url), patient.client(LogCalls.class, url))));
    }

    @Override
    public List<ServicePart> askedBy(Authentication caller) {
        String token = "Bearer " + ((JwtAuthenticationToken) caller).getToken().getTokenValue();
        return services.stream().<ServicePart>map(service -> service.askedWith(token)).toList();
    }
}
