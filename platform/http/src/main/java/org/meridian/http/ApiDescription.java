package org.meridian.http;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

/** What {@code /v3/api-docs} says besides the calls themselves, so that a client can be generated from it. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String TOKEN = "accessToken";

    @Bean
    OpenAPI api() {
        var token = new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("JWT")
                .description("The accessToken that POST /api/sessions answers with.");
        return new OpenAPI()
                .info(new Info().title("Meridian").version("1").description("One country's node. Errors are problem"
                        + " documents (RFC 9457): type, title, detail and, for fields, errors."))
                // As the caller reached it: what a request calls its host is not to be believed.
                .servers(List.of(new Server().url("/")))
                .components(new Components().addSecuritySchemes(TOKEN, token))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN));
    }

    @Bean
    OpenApiCustomizer publicCalls(List<AccessRules> contributed) {
        return description -> contributed.stream().flatMap(it -> it.rules().stream())
                .filter(AccessRules.Rule::isForEveryone).forEach(rule -> makePublic(description, rule));
    }

    private static void makePublic(OpenAPI description, AccessRules.Rule rule) {
        var pattern = PathPatternParser.defaultInstance.parse(rule.pattern());
        description.getPaths().forEach((path, calls) -> {
            if (rule.method() != null && pattern.matches(PathContainer.parsePath(path))) {
                makePublic(calls, PathItem.HttpMethod.valueOf(rule.method().name()));
            }
        });
    }

    private static void makePublic(PathItem calls, PathItem.HttpMethod method) {
        var call = calls.readOperationsMap().get(method);
        if (call != null) {
            call.setSecurity(List.of());
        }
    }
}
