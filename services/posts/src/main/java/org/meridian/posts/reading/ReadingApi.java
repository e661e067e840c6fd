package org.meridian.posts.reading;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.posts.members.Memberships;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reading over HTTP. A page has as many items as were asked for, or fewer when they are long. */
@RestController
class ReadingApi {

    private static final int MAX_LIMIT = 100;

    record PostWithReplies(@JsonUnwrapped PostView post, List<PostView> replies, @Nullable String next) {}

    record Summary(@JsonUnwrapped PostView post, int replyCount) {}

    record Page(List<Summary> items, @Nullable String next) {}

    private final Memberships memberships;
    private final GroupFeed feed;
    private final ThreadView threads;

    ReadingApi(Memberships memberships, GroupFeed feed, ThreadView threads) {
        this.memberships = memberships;
        this.feed = feed;
        this.threads = threads;
    }

    @GetMapping("/api/posts/{postId}")
    PostWithReplies thread(Principal caller, @PathVariable String postId,
            @RequestParam(required = false) @Nullable String cursor) {
        ThreadView.Page page = threads.read(postId, caller.getName(), parsed(cursor));
        return new PostWithReplies(page.post(), page.replies(), text(page.next()));
    }

    /** @param limit 1 to 100 threads */
    @GetMapping("/api/groups/{groupId}/posts")
    Page feed(Principal caller, @PathVariable String groupId, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Refusal.fields(List.of(new Refusal.FieldError("limit", "Ask for 1 to 100 threads.")));
        }
        Cursor after = parsed(cursor);
        memberships.participant(groupId, caller.getName());
        GroupFeed.Page page = feed.read(groupId, after, limit);
        return new Page(page.items().stream().map(item -> new Summary(item.post(), item.replies())).toList(),
                text(page.next()));
    }

    private static @Nullable Cursor parsed(@Nullable String cursor) {
        return cursor == null ? null : Cursor.parse(cursor);
    }

    private static @Nullable String text(@Nullable Cursor cursor) {
        return cursor == null ? null : cursor.text();
    }
}
