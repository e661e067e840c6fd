package org.meridian.replay.keeping;

import static org.meridian.http.Fields.apiName;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.AccessRules.Role;
import org.meridian.http.Fields;
import org.meridian.http.IdempotencyKeys;
import org.meridian.http.Refuses;
import org.meridian.replay.exporting.Format;
import org.meridian.replay.exporting.Manifest;
import org.meridian.replay.exporting.Progress;
import org.meridian.replay.exporting.Request;
import org.meridian.replay.problem.ReplayProblem;
import org.meridian.replay.source.Selection;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Exports over HTTP, for the role {@code analyst}, as {@code scripts/replay export} makes them: one at a time, each for whom has
 * asked for it alone, under a key of its own that goes with it, deleted after a day.
 */
@RestController
public class ReplaysApi {

    private static final int NAMES = 100;
    private static final int NAME = 200;
    /** Parquet and DuckDB's own files are DuckDB's work, which not every process has. */
    private static final boolean HAS_DUCKDB = ClassUtils.isPresent("org.duckdb.DuckDBConnection",
            ReplaysApi.class.getClassLoader());

    /**
     * The options of the command that choose what is exported, and in what form. Of lists an empty one stands for all.
     *
     * @param from        the earliest time, inclusive, in UTC
     * @param until       the latest time, exclusive, in UTC
     * @param format      {@code ndjson} unless said otherwise, {@code csv}, and where the node has DuckDB {@code parquet} or
     *                    {@code duckdb}
     * @param withContent puts what people wrote into a file of its own; for analysts who are operators too
     */
    record NewReplay(@Nullable List<@Nullable String> topics, @Nullable List<@Nullable String> countries,
            @Nullable List<@Nullable String> groups, @Nullable List<@Nullable String> types, @Nullable String from,
            @Nullable String until, @Schema(implementation = Format.class) @Nullable String format,
            @Nullable Boolean withContent) {}

    /**
     * A file of an export.
     *
     * @param bytes and {@code sha256}, hexadecimal, of the file as it is handed out
     */
    record ReplayFile(String name, long records, long bytes, String sha256) {

        static ReplayFile of(Manifest.File file) {
            return new ReplayFile(file.name(), file.records(), file.bytes(), file.sha256());
        }
    }

    /**
     * How far it is.
     *
     * @param what {@code read}, then {@code wrote}
     */
    record ReplayProgress(String what, long done, long all) {

        static @Nullable ReplayProgress of(Progress.@Nullable Step step) {
            return step == null ? null : new ReplayProgress(step.what(), step.done(), step.all());
        }
    }

    record ReplayOptions(SortedSet<String> topics, SortedSet<String> countries, SortedSet<String> groups,
            SortedSet<String> types, @Nullable Instant from, @Nullable Instant until,
            @Schema(implementation = Format.class) String format, boolean withContent) {

        static ReplayOptions of(Request it) {
            Selection selection = it.selection();
            return new ReplayOptions(selection.topics(), selection.countries(), selection.groups(), selection.types(),
                    selection.from(), selection.until(), it.format().apiName(), it.withContent());
        }
    }

    /**
     * An export.
     *
     * @param state    {@code waiting} for others, {@code running}, {@code done} or {@code failed}
     * @param progress null unless it is running
     * @param deletedAt when it is deleted by itself; null before it has ended
     * @param files    once it is done; {@code manifest.json} is there too
     * @param problem  why it failed
     */
    record ReplayView(String id, @Schema(implementation = Kept.State.class) String state, ReplayOptions options,
            @Nullable ReplayProgress progress, Instant askedAt,
            @Nullable Instant endedAt, @Nullable Instant deletedAt, List<ReplayFile> files, @Nullable String problem) {

        static ReplayView of(Replays.Seen seen) {
            Kept it = seen.kept();
            Instant ended = it.endedAt();
            return new ReplayView(it.id(), apiName(it.state()), ReplayOptions.of(it.request()),
                    ReplayProgress.of(seen.progress()), it.askedAt(), ended,
                    ended == null ? null : ended.plus(Replays.KEPT), it.files().stream().map(ReplayFile::of).toList(),
                    it.problem());
        }
    }

    /** @param formats those that this node makes */
    record ReplayPage(List<ReplayView> items, @Nullable String next, List<String> formats) {}

    private final Replays replays;

    ReplaysApi(Replays replays) {
        this.replays = replays;
    }

    /** Asks for an export. */
    @Refuses({"content-is-for-operators", "cannot-replay", "busy", "no-space", "replays-elsewhere"})
    @PostMapping("/api/replays")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ReplayView askForReplay(Authentication caller, @RequestBody NewReplay request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        Request checked = checked(request);
        if (key != null) {
            IdempotencyKeys.check(key);
        }
        if (checked.withContent() && !Role.OPERATOR.isOf(caller)) {
            throw Refusal.forbidden("content-is-for-operators",
                    "What people wrote is exported by the node's operator only. Leave withContent out.");
        }
        return ReplayView.of(new Replays.Seen(replays.ask(caller.getName(), checked, key), null));
    }

    /** The caller's own exports, the newest first. */
    @Refuses("replays-elsewhere")
    @GetMapping("/api/replays")
    ReplayPage listReplays(Authentication caller) {
        return new ReplayPage(replays.of(caller.getName()).stream().map(ReplayView::of).toList(), null,
                Stream.of(Format.values()).filter(ReplaysApi::isMade).map(Format::apiName).toList());
    }

    /** An export: how far it is, and its files. */
    @Refuses({"not-found", "replays-elsewhere"})
    @GetMapping("/api/replays/{id}")
    ReplayView readReplay(Authentication caller, @PathVariable String id) {
        return ReplayView.of(replays.find(id, caller.getName()));
    }

    /** A file of an export. */
    @Refuses({"not-found", "replays-elsewhere"})
    @ApiResponse(responseCode = "200", content = {
            @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string")),
            @Content(mediaType = "application/json", schema = @Schema(type = "object")),
            @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
            @Content(mediaType = "application/octet-stream", schema = @Schema(type = "string", format = "binary"))})
    @GetMapping("/api/replays/{id}/files/{name}")
    ResponseEntity<Resource> readReplayFile(Authentication caller, @PathVariable String id, @PathVariable String name) {
        Path file = replays.file(id, caller.getName(), name);
        return ResponseEntity.ok().contentType(type(name))
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(new FileSystemResource(file));
    }

    private static MediaType type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "ndjson" -> MediaType.APPLICATION_NDJSON;
            case "json" -> MediaType.APPLICATION_JSON;
            case "csv" -> MediaType.parseMediaType("text/csv;charset=UTF-8");
            default -> MediaType.APPLICATION_OCTET_STREAM;
        };
    }

    /** Deletes an export; stops it if it is under way. */
    @Refuses({"not-found", "replays-elsewhere"})
    @DeleteMapping("/api/replays/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteReplay(Authentication caller, @PathVariable String id) {
        replays.delete(id, caller.getName());
    }

    private static boolean isMade(Format format) {
        return HAS_DUCKDB || format == Format.NDJSON || format == Format.CSV;
    }

    private static Request checked(NewReplay request) {
        Fields fields = new Fields();
        Selection selection = new Selection(names(fields, "topics", request.topics()),
                names(fields, "countries", request.countries()), names(fields, "groups", request.groups()),
                names(fields, "types", request.types()), fields.time("from", request.from()),
                fields.time("until", request.until()));
        Format format = request.format() == null
                ? Format.NDJSON
                : fields.choice("format", request.format(), Format.class);
        if (!isMade(format)) {
            fields.reject("format", "This node makes ndjson and csv; scripts/replay makes the others.");
        }
        fields.check();
        try {
            selection.check();
        } catch (ReplayProblem e) {
            throw Refusal.invalid("cannot-replay", String.valueOf(e.getMessage()));
        }
        return new Request(selection, format, Boolean.TRUE.equals(request.withContent()));
    }

    private static SortedSet<String> names(Fields fields, String field, @Nullable List<@Nullable String> values) {
        return new TreeSet<>(fields.texts(field, values, NAMES, NAME));
    }
}
