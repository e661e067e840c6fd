package org.meridian.web.calls;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PatchExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** The posts service. {@code caller} is the Authorization header, as {@code Visit.caller()} has it. */
@HttpExchange("/api")
public interface PostsCalls {

    /** @param draft the id of the draft that it was, which goes away; null for none */
    record NewPost(String kind, @Nullable String title, String body, List<String> tags,
            @Nullable String jurisdiction, @Nullable String language, @Nullable String draft) {}

    /** @param draft the id of the draft that it was, which goes away; null for none */
    record NewReply(String body, @Nullable String draft) {}

    /** @param groupId for a post, and {@code postId} for a reply, the other one null */
    record NewDraft(@Nullable String groupId, @Nullable String postId, @Nullable String kind, @Nullable String title,
            String body, List<String> tags, @Nullable String jurisdiction, @Nullable String language) {

        public static NewDraft ofReply(String postId, String body) {
            return new NewDraft(null, postId, null, null, body, List.of(), null, null);
        }
    }

    /**
     * What is null stays, and what is empty is taken away.
     *
     * @param version of the text as it was read
     */
    record PostEdit(@Nullable String title, String body, @Nullable List<String> tags, @Nullable String jurisdiction,
            @Nullable String language, @Nullable Integer version) {}

    record Accepted(String replyId) {}

    record Created(String id) {}

    @GetExchange("/feed")
    Feed feed(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @RequestParam String since,
            @RequestParam int limit);

    @GetExchange("/groups/{group}/posts")
    Items<Post> posts(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String group,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam int limit);

    /** Whatever is empty narrows nothing. */
    @GetExchange("/search")
    Items<Found> search(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @RequestParam String q,
            @RequestParam String group, @RequestParam String kind, @RequestParam String country,
            @RequestParam String author, @RequestParam String tag, @RequestParam String from,
            @RequestParam String until, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    /** @param from the reply with which it begins; the first where it is null */
    @GetExchange("/posts/{id}")
    PostThread thread(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String from);

    /** @param key the same for a form that is sent twice */
    @PostExchange("/groups/{group}/posts")
    Created publish(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String group,
            @RequestHeader("Idempotency-Key") String key, @RequestBody NewPost post);

    /** @param key the same for a form that is sent twice */
    @PostExchange("/posts/{id}/replies")
    Created reply(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key, @RequestBody NewReply reply);

    @PatchExchange("/posts/{id}")
    Text edit(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @RequestBody PostEdit edit);

    /** Newest first. */
    @GetExchange("/posts/{id}/history")
    Items<Text> history(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam int limit);

    @GetExchange("/drafts")
    Items<SavedDraft> drafts(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam int limit);

    @GetExchange("/drafts/{id}")
    SavedDraft draft(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);

    /** @param key the same for a form that is sent twice */
    @PostExchange("/drafts")
    SavedDraft saveDraft(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller,
            @RequestHeader("Idempotency-Key") String key, @RequestBody NewDraft draft);

    @PutExchange("/drafts/{id}")
    SavedDraft replaceDraft(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @RequestBody NewDraft draft);

    @DeleteExchange("/drafts/{id}")
    void deleteDraft(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);

    @PutExchange("/posts/{id}/accepted-answer")
    void accept(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @RequestBody Accepted answer);

    @DeleteExchange("/posts/{id}/accepted-answer")
    void acceptNone(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);

    @DeleteExchange("/posts/{id}")
    void withdraw(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);
}
