package org.meridian.posts.publishing;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.swagger.v3.oas.annotations.media.Schema;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.events.posts.Kind;
import org.meridian.http.Fields;
import org.meridian.http.Refuses;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Limits;
import org.meridian.text.markdown.Markdown;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Publishing over HTTP. Lengths are in characters; bodies are Markdown. */
@RestController
class PublishingApi {

    /** @param draft the id of the caller's draft that this was, which goes away with it */
    record NewPost(@Schema(implementation = Kind.class, requiredMode = REQUIRED) @Nullable String kind,
            @Nullable String title, @Schema(requiredMode = REQUIRED) @Nullable String body,
            @Nullable List<@Nullable String> tags,
            @Nullable String jurisdiction, @Nullable String language, @Nullable String draft) {}

    /** @param draft the id of the caller's draft that this was, which goes away with it */
    record NewReply(@Schema(requiredMode = REQUIRED) @Nullable String body, @Nullable String language,
            @Nullable String draft) {}

    /** @param bodyHtml the body, which is Markdown, as safe HTML, made of a few elements */
    record CreatedPost(String id, String home, String groupId, String author,
            @Schema(implementation = Kind.class) String kind, @Nullable String title,
            String body, String bodyHtml, List<String> tags, @Nullable String jurisdiction,
            @Nullable String language) {}

    /** @param bodyHtml the body, which is Markdown, as safe HTML, made of a few elements */
    record CreatedReply(String id, String home, String author, String inReplyTo, String body, String bodyHtml,
            @Nullable String language) {}

    private final Publish publish;

    PublishingApi(Publish publish) {
        this.publish = publish;
    }

    /** Publishes a post in a group. */
    @Refuses({"not-found", "not-a-member", "observers-only-read", "registration-needed", "group-closed"})
    @PostMapping("/api/groups/{groupId}/posts")
    @ResponseStatus(HttpStatus.CREATED)
    CreatedPost publishPost(Principal caller, @PathVariable String groupId, @RequestBody NewPost request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        Draft.OfPost draft = checked(request);
        String id = publish.post(groupId, caller.getName(), draft, request.draft(), key);
        return new CreatedPost(id, Ids.home(id), groupId, caller.getName(), Fields.apiName(draft.kind()), draft.title(),
                draft.body(), Markdown.html(draft.body()), draft.tags(), draft.jurisdiction(), draft.language());
    }

    /** Replies in a thread. */
    @Refuses({"not-found", "not-a-member", "observers-only-read", "registration-needed", "group-closed",
            "post-withdrawn"})
    @PostMapping("/api/posts/{postId}/replies")
    @ResponseStatus(HttpStatus.CREATED)
    CreatedReply publishReply(Principal caller, @PathVariable String postId, @RequestBody NewReply request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        Fields fields = new Fields();
        var draft = new Draft.OfReply(fields.text("body", request.body(), Limits.POST_BODY),
                fields.language("language", request.language()));
        fields.check();
        String id = publish.reply(postId, caller.getName(), draft, request.draft(), key);
        return new CreatedReply(id, Ids.home(id), caller.getName(), postId, draft.body(),
                Markdown.html(draft.body()), draft.language());
    }

    private static Draft.OfPost checked(NewPost request) {
        Fields fields = new Fields();
        var draft = new Draft.OfPost(fields.choice("kind", request.kind(), Kind.class),
                fields.optionalLine("title", request.title(), Limits.POST_TITLE),
                fields.text("body", request.body(), Limits.POST_BODY),
                fields.lines("tags", request.tags(), Limits.TAGS, Limits.TAG),
                fields.optionalLine("jurisdiction", request.jurisdiction(), Limits.JURISDICTION),
                fields.language("language", request.language()));
        fields.check();
        return draft;
    }
}
