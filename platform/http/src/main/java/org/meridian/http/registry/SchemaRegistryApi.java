package org.meridian.http.registry;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.http.registry.Registry.RegisteredSchema;
import org.meridian.http.registry.Registry.SchemaText;
import org.meridian.http.registry.Registry.SubjectVersion;
import org.meridian.http.registry.RegistryProblems.RegistryError;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The schemas that this node knows, under the read paths of Confluent's Schema Registry, version 1 of its HTTP interface, so
 * that any client of it reads the topics. Nothing is registered here: schemas come with a release.
 */
@RestController
@ApiResponse(responseCode = "200")
@ApiResponse(responseCode = "404", description = "There is no such schema, subject or version", content = @Content(schema = @Schema(implementation = RegistryError.class)))
@ApiResponse(responseCode = "422", description = "What was sent is no schema, no version, or not to be registered here", content = @Content(schema = @Schema(implementation = RegistryError.class)))
final class SchemaRegistryApi {

    private final Registry registry;

    SchemaRegistryApi(Registry registry) {
        this.registry = registry;
    }

    record SchemaById(String schema) {}

    record SchemaId(int id) {}

    /** The kinds of schemas that there are. */
    @GetMapping("/schemas/types")
    List<String> listSchemaTypes() {
        return List.of("AVRO");
    }

    /**
     * All schemas with their subjects and versions.
     *
     * @param subjectPrefix how the subjects' names begin
     * @param latestOnly    whether only the newest version of each subject
     * @param offset        how many to leave out at the beginning
     * @param limit         how many at the most; all when below zero
     */
    @GetMapping("/schemas")
    List<RegisteredSchema> listSchemas(@RequestParam(required = false) @Nullable String subjectPrefix,
            @RequestParam(defaultValue = "false") boolean latestOnly, @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "-1") int limit) {
        return page(registry.subjects(subjectPrefix).stream().flatMap(subject -> latestOnly
                ? Stream.of(registry.version(subject, "latest"))
                : registry.all(subject)), offset, limit);
    }

    /** A schema by the id that is in a record's first bytes. */
    @GetMapping("/schemas/ids/{id}")
    SchemaById schemaById(@PathVariable int id) {
        return new SchemaById(registry.text(id));
    }

    /** The schema alone, which is JSON itself. */
    // bytes, so that nobody puts it in quotes
    @GetMapping("/schemas/ids/{id}/schema")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
    byte[] bareSchemaById(@PathVariable int id) {
        return registry.bytes(id);
    }

    /** The subjects that have this schema. */
    @GetMapping("/schemas/ids/{id}/subjects")
    List<String> subjectsOfSchema(@PathVariable int id) {
        return registry.uses(id).stream().map(SubjectVersion::subject).toList();
    }

    /** The subjects that have this schema, with the versions that it is in them. */
    @GetMapping("/schemas/ids/{id}/versions")
    List<SubjectVersion> versionsOfSchema(@PathVariable int id) {
        return registry.uses(id);
    }

    /**
     * The names of all subjects.
     *
     * @param subjectPrefix how the names begin
     * @param deletedOnly   whether only those that were deleted, of which there are none
     * @param offset        how many to leave out at the beginning
     * @param limit         how many at the most; all when below zero
     */
    @GetMapping("/subjects")
    List<String> listSubjects(@RequestParam(required = false) @Nullable String subjectPrefix,
            @RequestParam(defaultValue = "false") boolean deletedOnly, @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "-1") int limit) {
        return deletedOnly ? List.of() : page(registry.subjects(subjectPrefix).stream(), offset, limit);
    }

    private static <T> List<T> page(Stream<T> all, int offset, int limit) {
        Stream<T> rest = all.skip(Math.max(0, offset));
        return (limit < 0 ? rest : rest.limit(limit)).toList();
    }

    /** The versions of a subject. */
    @GetMapping("/subjects/{subject}/versions")
    Set<Integer> versionsOfSubject(@PathVariable String subject) {
        return registry.versions(subject).keySet();
    }

    /**
     * One version of a subject.
     *
     * @param version a number from 1, or {@code latest}
     */
    @GetMapping("/subjects/{subject}/versions/{version}")
    RegisteredSchema schemaOfSubject(@PathVariable String subject, @PathVariable String version) {
        return registry.version(subject, version);
    }

    /**
     * The schema alone of one version of a subject.
     *
     * @param version a number from 1, or {@code latest}
     */
    @GetMapping("/subjects/{subject}/versions/{version}/schema")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
    byte[] bareSchemaOfSubject(@PathVariable String subject, @PathVariable String version) {
        return registry.bytes(registry.version(subject, version).id());
    }

    /**
     * The ids of schemas that refer to this one, of which there are none.
     *
     * @param version a number from 1, or {@code latest}
     */
    @GetMapping("/subjects/{subject}/versions/{version}/referencedby")
    List<Integer> referencesToSchema(@PathVariable String subject, @PathVariable String version) {
        registry.version(subject, version);
        return List.of();
    }

    /** Under which id and version a subject has a schema. */
    @PostMapping("/subjects/{subject}")
    RegisteredSchema lookUpSchema(@PathVariable String subject, @RequestBody SchemaText asked) {
        registry.versions(subject);
        int id = registry.find(subject, asked)
                .orElseThrow(() -> new RegistryProblem(RegistryProblem.UNKNOWN_SCHEMA, "Schema not found"));
        return registry.newest(subject, id);
    }

    /** The id of a schema that is there already; whatever else a client would register is refused. */
    @PostMapping("/subjects/{subject}/versions")
    SchemaId registerSchema(@PathVariable String subject, @RequestBody SchemaText asked) {
        return new SchemaId(registry.find(subject, asked).orElseThrow(() -> new RegistryProblem(
                RegistryProblem.NOT_PERMITTED, "This registry is read-only: the schemas of " + subject
                        + " are those of this node's release. Set auto.register.schemas=false, or upgrade.")));
    }

    @Hidden // nothing can be deleted
    @DeleteMapping({"/subjects/{subject}", "/subjects/{subject}/versions/{version}"})
    void delete() {
        throw new RegistryProblem(RegistryProblem.NOT_PERMITTED,
                "This registry is read-only: its schemas are those of this node's release.");
    }

    /** Newer clients ask which subject belongs to a topic before they fall back on the strategy that they were given. */
    @Hidden // there are none
    @GetMapping({"/associations", "/associations/**"})
    List<Object> associations() {
        throw new RegistryProblem(RegistryProblem.UNKNOWN_SCHEMA,
                "There are no associations here; subjects are <topic>-<record's full name>.");
    }
}
