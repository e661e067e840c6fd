package org.meridian.posts.drafting;

import io.swagger.v3.oas.annotations.media.Schema;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.posts.Kind;
import org.meridian.http.Fields;
import org.meridian.http.Listing;
import org.meridian.http.Refuses;
import org.meridian.posts.drafting.Drafts.Kept;
import org.meridian.posts.reading.Extract;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Limits;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's drafts over HTTP; nobody else's exist. Lengths are in characters. */
@RestController
class DraftsApi {

    /**
     * A post or a reply as far as it is written. All but where it is to go may be left out.
     *
     * @param groupId for a post, and {@code postId} for a reply, which has a body and a language only
     */
    record NewDraft(@Nullable String groupId, @Nullable String postId,
            @Schema(implementation = Kind.class) @Nullable String kind, @Nullable String title, @Nullable String body,
            @Nullable List<@Nullable String> tags, @Nullable String jurisdiction, @Nullable String language) {}

    /**
     * A draft. It is kept whatever becomes of its group.
     *
     * @param groupId     of the group that it would go to; null for a reply in a thread that is not there for the caller
     * @param group       what the group is called; null for whoever is not in it
     * @param postId      of a reply: the post or reply that it was begun at
     * @param threadId    of a reply: where it would stand
     * @param threadTitle of a reply: what its thread is called, if anything
     * @param body        as it was saved; in a list null where there is more of it than the extract
     * @param extract     in a list: the beginning of the text without its markup; null else
     * @param matter      the type of the problem that publishing it would be answered with; null where it could be published now
     */
    record SavedDraft(String id, @Nullable String groupId, @Nullable String group, @Nullable String postId,
            @Nullable String threadId, @Nullable String threadTitle,
            @Schema(implementation = Kind.class) @Nullable String kind, @Nullable String title, @Nullable String body,
            @Nullable String extract, List<String> tags, @Nullable String jurisdiction, @Nullable String language,
            Instant savedAt, @Nullable String matter) {

        static SavedDraft of(Kept kept) {
            return of(kept, kept.draft().body(), null);
        }

        /** @param kept with no more of its text than an extract is made of */
        static SavedDraft listed(Kept kept) {
            Extract extract = Extract.of(kept.draft().body());
            return of(kept, extract.more() ? null : kept.draft().body(), extract.text());
        }

        private static SavedDraft of(Kept kept, @Nullable String body, @Nullable String extract) {
            Draft draft = kept.draft();
            return new SavedDraft(kept.id(), kept.groupId(), kept.group(), draft.postId(), kept.threadId(),
                    kept.threadTitle(), draft.kind() == null ? null : Fields.apiName(draft.kind()), draft.title(), body,
                    extract, draft.tags(), draft.jurisdiction(), draft.language(), kept.savedAt(), kept.matter());
        }
    }

    record DraftsPage(List<SavedDraft> items, @Nullable String next) {}

    private final Drafts drafts;

    DraftsApi(Drafts drafts) {
        this.drafts = drafts;
    }

    /**
     * The caller's drafts, what was saved last first.
     *
     * @param limit 1 to 100 drafts
     */
    @GetMapping("/api/drafts")
    DraftsPage listDrafts(Principal caller, Listing listing,
            @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
        var page = listing.page(drafts.read(caller.getName(), Extract.READ_CHARS + 1, listing.after(),
                Listing.toRead(limit)), limit, Kept::position).map(SavedDraft::listed);
        return new DraftsPage(page.items(), page.next());
    }

    /** A draft of the caller's, whole. */
    @Refuses("not-found")
    @GetMapping("/api/drafts/{draftId}")
    SavedDraft readDraft(Principal caller, @PathVariable String draftId) {
        return read(caller, draftId);
    }

    /**
     * Keeps what is not published yet, at this node only. Up to fifty drafts, and 2 MB of text. Publishing takes the draft that is
     * named with it away.
     */
    @Refuses("too-many-drafts")
    @PostMapping("/api/drafts")
    @ResponseStatus(HttpStatus.CREATED)
    SavedDraft saveDraft(Principal caller, @RequestBody NewDraft request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return read(caller, drafts.save(caller.getName(), checked(request), key));
    }

    /** Puts what is written by now, and where it is to go, in the place of what was saved. */
    @Refuses({"not-found", "too-many-drafts"})
    @PutMapping("/api/drafts/{draftId}")
    SavedDraft replaceDraft(Principal caller, @PathVariable String draftId, @RequestBody NewDraft request) {
        drafts.replace(caller.getName(), known(draftId), checked(request));
        return read(caller, draftId);
    }

    /** Deletes a draft of the caller's. */
    @Refuses("not-found")
    @DeleteMapping("/api/drafts/{draftId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteDraft(Principal caller, @PathVariable String draftId) {
        drafts.delete(caller.getName(), known(draftId));
    }

    private SavedDraft read(Principal caller, String draftId) {
        return SavedDraft
                .of(drafts.find(caller.getName(), known(draftId)).orElseThrow(() -> Refusal.notFound("draft")));
    }

    private static String known(String draftId) {
        if (!Ids.isPlain(draftId)) {
            throw Refusal.notFound("draft");
        }
        return draftId;
    }

    private static Draft checked(NewDraft request) {
        Fields fields = new Fields();
        String group = id(fields, "groupId", request.groupId());
        String post = id(fields, "postId", request.postId());
        String body = fields.optionalText("body", request.body(), Limits.POST_BODY);
        Draft draft = new Draft(group, post,
                request.kind() == null ? null : fields.choice("kind", request.kind(), Kind.class),
                fields.optionalLine("title", request.title(), Limits.POST_TITLE), body == null ? "" : body,
                fields.lines("tags", request.tags(), Limits.TAGS, Limits.TAG),
                fields.optionalLine("jurisdiction", request.jurisdiction(), Limits.JURISDICTION),
                fields.language("language", request.language()));
        if ((group == null) == (post == null)) {
            fields.reject(group == null ? "groupId" : "postId",
                    "Say where it is to go: the groupId for a post, or the postId for a reply.");
        } else if (post != null && draft.isForFirstPosts()) {
            fields.reject("postId", "A reply has a body and a language only.");
        }
        fields.check();
        return draft;
    }

    private static @Nullable String id(Fields fields, String field, @Nullable String value) {
        if (value != null && !Ids.isPlain(value)) {
            fields.reject(field, "This is no id of a group or a post.");
        }
        return value;
    }
}
