package org.meridian.http.description;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.meridian.http.Access;
import org.meridian.http.AccessRules.Role;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** What {@code /v3/api-docs} says of all calls together, and of each what follows from its address. */
@SuppressWarnings({"rawtypes", "unchecked"}) // as the library's models are
@Component
final class ApiDescription implements OpenApiCustomizer {

    private static final String TOKEN = "accessToken";

    private final Access access;
    private final ProblemAnswers problems;

    ApiDescription(Access access, ProblemAnswers problems) {
        this.access = access;
        this.problems = problems;
    }

    @Override
    public void customise(OpenAPI description) {
        description.info(new Info().title("Meridian").version("1").description("One country's node. What is refused is"
                + " answered with a problem (RFC 9457): its `type` is an address at which it is explained.")
                .license(new License().name("All rights reserved").identifier("LicenseRef-All-Rights-Reserved")));
        // As the caller reached it: what a request calls its host is not to be believed.
        description.servers(List.of(new Server().url("/")));
        description.getComponents().addSecuritySchemes(TOKEN, new SecurityScheme().type(SecurityScheme.Type.HTTP)
                .scheme("bearer").bearerFormat("JWT")
                .description("The accessToken that POST /api/sessions answers with."));
        description.security(List.of(new SecurityRequirement().addList(TOKEN)));
        problems.addSchema(description.getComponents());
        description.getPaths().forEach((path, calls) -> calls.readOperationsMap()
                .forEach((method, call) -> describe(path, method, call)));
        Requests.describe(description);
        tags(description);
    }

    private void describe(String path, HttpMethod method, Operation call) {
        var called = org.springframework.http.HttpMethod.valueOf(method.name());
        Set<Role> roles = access.rolesFor(called, path);
        if (roles.isEmpty()) {
            call.setSecurity(List.of());
        } else if (!roles.contains(Role.MEMBER)) {
            call.setDescription(join(call.getDescription(), "For the role " + roles.stream().sorted()
                    .map(it -> it.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(" or ")) + "."));
        }
        problems.describe(path, call, roles, access.writes(called, path));
    }

    private static String join(String description, String more) {
        return description == null ? more : description + " " + more;
    }

    /** Called after what they are about, not after our classes. */
    private static void tags(OpenAPI description) {
        description.getPaths().values().stream().flatMap(it -> it.readOperations().stream())
                .forEach(it -> it.setTags(it.getTags().stream().map(ApiDescription::subject).toList()));
        description.setTags(description.getTags() == null
                ? List.of()
                : description.getTags().stream()
                        .map(it -> new Tag().name(subject(it.getName())).description(it.getDescription()))
                        .sorted(Comparator.comparing(Tag::getName)).toList());
    }

    private static String subject(String tag) {
        return tag.replaceFirst("-(api|page)$", "");
    }
}
