package org.meridian.web.about;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.meridian.web.settings.WebSettings;
import org.meridian.web.settings.WebSettings.Contact;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Whom to tell of a fault in the node's security, where programs look for it (RFC 9116); nothing where nobody was named. */
@Configuration(proxyBeanMethods = false)
class SecurityTxt {

    static final String PATH = "/.well-known/security.txt";

    /** RFC 9116, section 2.5.5: less than a year. Whoever reads it reads it anew by then. */
    private static final Duration GOOD_FOR = Duration.ofDays(30);

    @Bean
    RouterFunction<ServerResponse> securityTxt(WebSettings settings) {
        return RouterFunctions.route().GET(PATH, request -> {
            String address = address(settings.contact());
            return address.isEmpty()
                    ? ServerResponse.notFound().build()
                    : ServerResponse.ok().contentType(MediaType.parseMediaType("text/plain;charset=utf-8"))
                            .bodyValue(text(settings.publicUrl(), address, Clock.systemUTC()));
        }).build();
    }

    private static String address(Contact contact) {
        return contact.security().isEmpty() ? contact.help() : contact.security();
    }

    static String text(String publicUrl, String address, Clock clock) {
        return "Contact: mailto:" + URI.create(address).toASCIIString() + "\n"
                + "Expires: " + clock.instant().plus(GOOD_FOR).truncatedTo(ChronoUnit.DAYS) + "\n"
                + "Canonical: " + publicUrl + PATH + "\n";
    }
}
