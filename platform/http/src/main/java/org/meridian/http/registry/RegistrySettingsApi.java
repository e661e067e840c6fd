package org.meridian.http.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.http.registry.Registry.RegisteredSchema;
import org.meridian.http.registry.Registry.SchemaText;
import org.meridian.http.registry.RegistryProblems.RegistryError;
import org.meridian.schemas.Evolution;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a registry's clients ask about the registry itself: it is read-only, and holds to one compatibility, FULL. */
@RestController
@ApiResponse(responseCode = "200")
@ApiResponse(responseCode = "404", description = "There is no such subject or version, or it has no setting of its own", content = @Content(schema = @Schema(implementation = RegistryError.class)))
@ApiResponse(responseCode = "422", description = "What was sent is no schema or no version", content = @Content(schema = @Schema(implementation = RegistryError.class)))
final class RegistrySettingsApi {

    private final Registry registry;

    RegistrySettingsApi(Registry registry) {
        this.registry = registry;
    }

    record CompatibilityLevel(String compatibilityLevel) {}

    record Mode(String mode) {}

    /** @param messages why it is not, for who asks for that */
    record Compatibility(@JsonProperty("is_compatible") boolean isCompatible,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> messages) {}

    private static final CompatibilityLevel FULL = new CompatibilityLevel("FULL");
    private static final Mode READ_ONLY = new Mode("READONLY");

    /** The compatibility that all subjects hold to. */
    @GetMapping("/config")
    CompatibilityLevel registryConfig() {
        return FULL;
    }

    /**
     * The compatibility that a subject holds to.
     *
     * @param defaultToGlobal whether an unknown subject has that of all subjects
     */
    @GetMapping("/config/{subject}")
    CompatibilityLevel subjectConfig(@PathVariable String subject,
            @RequestParam(defaultValue = "false") boolean defaultToGlobal) {
        if (defaultToGlobal || registry.isKnown(subject)) {
            return FULL;
        }
        throw new RegistryProblem(RegistryProblem.NO_LEVEL_OF_ITS_OWN,
                "Subject '" + subject + "' does not have subject-level compatibility configured");
    }

    /** What may be done with all subjects: they are read. */
    @GetMapping("/mode")
    Mode registryMode() {
        return READ_ONLY;
    }

    /**
     * What may be done with a subject: it is read.
     *
     * @param defaultToGlobal whether an unknown subject has the mode of all subjects
     */
    @GetMapping("/mode/{subject}")
    Mode subjectMode(@PathVariable String subject, @RequestParam(defaultValue = "false") boolean defaultToGlobal) {
        if (defaultToGlobal || registry.isKnown(subject)) {
            return READ_ONLY;
        }
        throw new RegistryProblem(RegistryProblem.NO_MODE_OF_ITS_OWN,
                "Subject '" + subject + "' does not have subject-level mode configured");
    }

    /** The contexts that there are: the default one. */
    @GetMapping("/contexts")
    List<String> listContexts() {
        return List.of(Registry.CONTEXT);
    }

    /**
     * Whether a schema could follow one version of a subject.
     *
     * @param version a number from 1, or {@code latest}
     * @param verbose whether to say why it could not
     */
    @PostMapping("/compatibility/subjects/{subject}/versions/{version}")
    Compatibility compatibilityWithVersion(@PathVariable String subject, @PathVariable String version,
            @RequestParam(defaultValue = "false") boolean verbose, @RequestBody SchemaText asked) {
        return compatibility(asked, Stream.of(registry.version(subject, version)), verbose);
    }

    /**
     * Whether a schema could follow all versions of a subject.
     *
     * @param verbose whether to say why it could not
     */
    @PostMapping("/compatibility/subjects/{subject}/versions")
    Compatibility compatibilityWithSubject(@PathVariable String subject,
            @RequestParam(defaultValue = "false") boolean verbose, @RequestBody SchemaText asked) {
        return compatibility(asked, registry.isKnown(subject) ? registry.all(subject) : Stream.empty(), verbose);
    }

    private Compatibility compatibility(SchemaText asked, Stream<RegisteredSchema> released, boolean verbose) {
        List<String> breaks = registry.read(asked, text -> {
            org.apache.avro.Schema next = Registry.parsed(text);
            return released.flatMap(it -> Evolution.breaks(next, Registry.parsed(it.schema())).stream()).toList();
        });
        return new Compatibility(breaks.isEmpty(), verbose ? breaks : null);
    }

    @Hidden // nothing can be changed
    @PutMapping({"/config", "/config/{subject}", "/mode", "/mode/{subject}"})
    void change() {
        throw readOnly();
    }

    @Hidden // nothing can be changed
    @DeleteMapping({"/config", "/config/{subject}", "/mode", "/mode/{subject}"})
    void delete() {
        throw readOnly();
    }

    private static RegistryProblem readOnly() {
        return new RegistryProblem(RegistryProblem.NOT_PERMITTED,
                "This registry is read-only: its schemas and its compatibility are those of this node's release.");
    }
}
