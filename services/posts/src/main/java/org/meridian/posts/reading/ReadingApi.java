package org.meridian.posts.reading;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.community.Participants;
import org.meridian.http.Cursor;
import org.meridian.posts.Posts;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reading over HTTP. A page has as many items as were asked for, or fewer when they are long. */
@RestController
class ReadingApi {

    record PostWithReplies(@JsonUnwrapped PostView post, List<PostView> replies, @Nullable String next) {}

    record Summary(@JsonUnwrapped PostView post, int replyCount) {}

    record Page(List<Summary> items, @Nullable String next) {}

    private final Participants participants;
    private final GroupFeed feed;
    private final ThreadView threads;

    ReadingApi(@Posts Participants participants, GroupFeed feed, ThreadView threads) {
        this.participants = participants;
        this.feed = feed;
        this.threads = threads;
    }

    @GetMapping("/api/posts/{postId}")
    PostWithReplies thread(Principal caller, @PathVariable String postId,
            @RequestParam(required = false) @Nullable String cursor) {
        ThreadView.Page page = threads.read(postId, caller.getName(), Cursor.parse(cursor));
        return new PostWithReplies(page.post(), page.replies(), page.next());
    }

    /** @param limit 1 to 100 threads */
    @GetMapping("/api/groups/{groupId}/posts")
    Page feed(Principal caller, @PathVariable String groupId, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = Cursor.DEFAULT_LIMIT) int limit) {
        int most = Cursor.checkedLimit(limit);
        Cursor after = Cursor.parse(cursor);
        participants.find(groupId, caller.getName()).orRefuse();
        GroupFeed.Page page = feed.read(groupId, after, most);
        return new Page(page.items().stream().map(item -> new Summary(item.post(), item.replies())).toList(),
                page.next());
    }
}
