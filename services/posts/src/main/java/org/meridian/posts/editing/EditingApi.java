package org.meridian.posts.editing;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.http.Cursor;
import org.meridian.http.Fields;
import org.meridian.http.Listing;
import org.meridian.http.Refuses;
import org.meridian.posts.editing.EditDecider.Changes;
import org.meridian.posts.publishing.Text;
import org.meridian.schemas.Limits;
import org.meridian.text.markdown.Markdown;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Editing, and what a text was before, over HTTP. Lengths are in characters. */
@RestController
class EditingApi {

    /** @param version of the text that was read */
    record PostEdit(@Nullable String title, @Nullable String body, @Nullable List<@Nullable String> tags,
            @Nullable String jurisdiction, @Nullable String language, @Nullable Integer version) {}

    /**
     * A text of a post or reply.
     *
     * @param version   which of its texts it is, from 1
     * @param writtenAt when it was written: the first one, when it was published
     * @param bodyHtml  the body, which is Markdown, as safe HTML, made of a few elements
     */
    record TextView(int version, Instant writtenAt, @Nullable String title, String body, String bodyHtml,
            List<String> tags, @Nullable String jurisdiction, @Nullable String language) {

        static TextView of(Text it) {
            return new TextView(it.version(), it.writtenAt(), it.title(), it.body(), Markdown.html(it.body()),
                    it.tags(),
                    it.jurisdiction(), it.language());
        }
    }

    record HistoryPage(List<TextView> items, @Nullable String next) {}

    private final EditPost editPost;
    private final History history;

    EditingApi(EditPost editPost, History history) {
        this.editPost = editPost;
        this.history = history;
    }

    /**
     * Changes a text of the caller's, in all countries, as long as the group's charter lets them. What is left out stays as it is; an empty
     * title, jurisdiction or language is taken away. With a {@code version} that is not the text's any more it is refused: it was edited meanwhile.
     */
    @Refuses({"not-found", "not-a-member", "observers-only-read", "registration-needed", "group-closed",
            "post-withdrawn",
            "too-late-to-edit", "text-changed", "changed-meanwhile"})
    @PatchMapping("/api/posts/{postId}")
    TextView editPost(Principal caller, @PathVariable String postId, @RequestBody PostEdit request) {
        return TextView.of(editPost.edit(postId, caller.getName(), checked(request), request.version()));
    }

    /**
     * What a post or reply says and has said before, newest first, for its author and the group's moderators: the first text, and
     * of the others as many of the newest as are kept.
     *
     * @param limit 1 to 100 texts
     */
    @Refuses({"not-found", "moderators-only"})
    @GetMapping("/api/posts/{postId}/history")
    HistoryPage readHistory(Principal caller, @PathVariable String postId, Listing listing,
            @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
        int most = Listing.toRead(limit);
        Cursor after = listing.after();
        List<Text> texts = history.read(postId, caller.getName()).stream()
                .filter(it -> after == null || it.writtenAt().isBefore(after.at())).limit(most).toList();
        var page = listing.page(texts, limit, it -> new Cursor(it.writtenAt(), postId)).map(TextView::of);
        return new HistoryPage(page.items(), page.next());
    }

    private static Changes checked(PostEdit request) {
        Fields fields = new Fields();
        var changes = new Changes(fields.changedLine("title", request.title(), Limits.POST_TITLE),
                request.body() == null ? null : fields.text("body", request.body(), Limits.POST_BODY),
                request.tags() == null ? null : fields.lines("tags", request.tags(), Limits.TAGS, Limits.TAG),
                fields.changedLine("jurisdiction", request.jurisdiction(), Limits.JURISDICTION),
                request.language() == null || request.language().isEmpty()
                        ? request.language()
                        : fields.language("language", request.language()));
        fields.check();
        return changes;
    }
}
