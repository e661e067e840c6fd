package org.meridian.web.page;

import java.util.Map;
import org.springframework.boot.http.codec.CodecCustomizer;
import org.springframework.core.ResolvableType;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.codec.CodecConfigurer;
import org.springframework.http.codec.FormHttpMessageReader;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebInputException;
import reactor.core.publisher.Mono;

/** A form that is not encoded as forms are is its sender's mistake. */
@Component
final class UnreadableForms implements CodecCustomizer {

    @Override
    public void customize(CodecConfigurer configurer) {
        configurer.customCodecs().registerWithDefaultConfig(new Reader());
    }

    private static final class Reader extends FormHttpMessageReader {

        @Override
        public Mono<MultiValueMap<String, String>> readMono(ResolvableType type, ReactiveHttpInputMessage message,
                Map<String, Object> hints) {
            return super.readMono(type, message, hints).onErrorMap(IllegalArgumentException.class,
                    malformed -> new ServerWebInputException("The form is not encoded as forms are", null, malformed));
        }
    }
}
