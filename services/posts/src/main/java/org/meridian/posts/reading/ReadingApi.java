package org.meridian.posts.reading;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import static java.util.Objects.requireNonNull;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.community.Participants;
import org.meridian.http.Fields;
import org.meridian.http.Listing;
import org.meridian.http.Refuses;
import org.meridian.posts.Posts;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reading over HTTP. Lists show the beginnings of texts; a thread has them whole, in pages that end early when they are long. */
@RestController
class ReadingApi {

    /**
     * A thread: its first post whole, with a page of its replies; or one reply, without any.
     *
     * @param answer the reply that was accepted as the answer, on every page; it stands at its place among the replies, too
     */
    record PostWithReplies(@JsonUnwrapped WholePost post, @Nullable WholePost answer, List<WholePost> replies,
            @Nullable String next) {}

    record ThreadSummary(@JsonUnwrapped ListedPost post, int replyCount) {}

    record ThreadPage(List<ThreadSummary> items, @Nullable String next) {}

    record NewThread(@JsonUnwrapped ListedPost post, @Nullable String group, Instant arrivedAt, int replyCount) {}

    /** @param byCountry how many threads are new, by the alias of their country */
    record NewInGroup(String groupId, @Nullable String group, Map<String, Integer> byCountry) {}

    record News(Instant since, List<NewThread> items, @JsonProperty("new") List<NewInGroup> fresh,
            @Nullable String next) {}

    private final Participants participants;
    private final GroupFeed feed;
    private final NewThreads newThreads;
    private final ThreadView threads;

    ReadingApi(@Posts Participants participants, GroupFeed feed, NewThreads newThreads, ThreadView threads) {
        this.participants = participants;
        this.feed = feed;
        this.newThreads = newThreads;
        this.threads = threads;
    }

    /**
     * A post with its replies, the oldest first; or a reply.
     *
     * @param from the reply with which the answer begins, where a link leads to one of many; without it, the first
     */
    @Refuses("not-found")
    @GetMapping("/api/posts/{postId}")
    PostWithReplies readThread(Principal caller, @PathVariable String postId, Listing listing,
            @RequestParam(required = false) @Nullable String from) {
        ThreadView.Page page = threads.read(postId, caller.getName(), listing.after(), from);
        return new PostWithReplies(WholePost.of(page.post()),
                page.answer() == null ? null : WholePost.of(page.answer()),
                page.replies().stream().map(WholePost::of).toList(),
                listing.next(page.next()));
    }

    /**
     * What others have begun in all groups that the caller is in, by when it arrived here: what was late is new, too. How much
     * is new is said by group and country; for that it is as if there was no limit.
     *
     * @param since RFC 3339
     * @param limit 1 to 100 threads, newest first
     */
    @GetMapping("/api/feed")
    News readNews(Principal caller, @RequestParam String since, Listing listing,
            @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
        Instant from = instant(since);
        var page = listing
                .page(newThreads.read(caller.getName(), from, listing.after(), Listing.toRead(limit)), limit,
                        NewThreads.Item::position)
                .map(it -> new NewThread(ListedPost.of(it.post()), it.group(), it.arrivedAt(), it.replies()));
        return new News(from, page.items(),
                newThreads.count(caller.getName(), from).stream()
                        .map(it -> new NewInGroup(it.groupId(), it.group(), it.byCountry())).toList(),
                page.next());
    }

    /** Before the epoch nothing was written, and PostgreSQL knows no year 0. */
    private static Instant instant(String since) {
        Fields fields = new Fields();
        Instant instant = fields.time("since", since);
        fields.check();
        return requireNonNull(instant).isBefore(Instant.EPOCH) ? Instant.EPOCH : instant;
    }

    /**
     * A group's threads, the newest first.
     *
     * @param limit 1 to 100 threads
     */
    @Refuses({"not-found", "not-a-member", "registration-needed"})
    @GetMapping("/api/groups/{groupId}/posts")
    ThreadPage listPosts(Principal caller, @PathVariable String groupId, Listing listing,
            @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
        int most = Listing.toRead(limit);
        participants.find(groupId, caller.getName()).orRefuse();
        var page = listing
                .page(feed.read(groupId, caller.getName(), listing.after(), most), limit, GroupFeed.Item::position)
                .map(item -> new ThreadSummary(ListedPost.of(item.post()), item.replies()));
        return new ThreadPage(page.items(), page.next());
    }
}
