package org.meridian.posts.reading;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.web.Refusal;
import org.meridian.posts.members.Memberships;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reading over HTTP. */
@RestController
class ReadingApi {

    private static final int MOST = 100;

    record Thread(@JsonUnwrapped PostView post, List<PostView> replies) {}

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
    Thread thread(Principal caller, @PathVariable String postId) {
        return threads.read(postId, caller.getName());
    }

    /** @param limit 1 to 100 threads */
    @GetMapping("/api/groups/{groupId}/posts")
    Page feed(Principal caller, @PathVariable String groupId, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw Refusal.fields(List.of(new Refusal.FieldError("limit", "Ask for 1 to 100 threads.")));
        }
        Cursor after = cursor == null ? null : Cursor.parse(cursor);
        memberships.participant(groupId, caller.getName());
        List<GroupFeed.Item> items = feed.read(groupId, after, limit);
        return new Page(items.stream().map(item -> new Summary(item.post(), item.replies())).toList(),
                items.size() < limit ? null : next(items.getLast()));
    }

    private static String next(GroupFeed.Item last) {
        return new Cursor(last.shownAt(), last.post().id()).text();
    }
}
