package org.meridian.posts.searching;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.http.Fields;
import org.meridian.http.Listing;
import org.meridian.posts.reading.PostView;
import org.meridian.posts.synonyms.Synonyms;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Search over HTTP. */
@RestController
class SearchApi {

    private static final int MOST_CHARS = 200;

    /** What is searched for by its kind. */
    enum Searched {
        DISCUSSION, QUESTION, PRACTICE, UPDATE, REPLY
    }

    /**
     * A post or a reply that was found.
     *
     * @param post        without its {@code body}: the thread has it whole
     * @param group       what the group is called; null as long as that has not come
     * @param threadTitle of a reply, what its thread is called; null where it is called nothing
     * @param extract     a part of the text around the first word that was found, without markup
     * @param extractHtml the same as HTML, with {@code mark} around the words and no other element
     */
    record FoundPost(@JsonUnwrapped PostView post, @Nullable String group, @Nullable String threadTitle,
            String extract, String extractHtml) {}

    record FoundPosts(List<FoundPost> items, @Nullable String next) {}

    private final SearchPosts posts;
    private final Synonyms synonyms;

    SearchApi(SearchPosts posts, Synonyms synonyms) {
        this.posts = posts;
        this.synonyms = synonyms;
    }

    /**
     * Posts and replies in all groups that the caller is in, by their words: what matters most and is newest first. All words have to be
     * there, in any of their forms, or what another country calls the same; {@code "a phrase"} as it stands, {@code -without} not at all;
     * {@code or} stands between two searches.
     *
     * @param q       words; without any, the newest that the filters let through
     * @param group   a group's id
     * @param kind    discussion, question, practice, update or reply
     * @param country the alias of the author's country
     * @param author  a member's id
     * @param tag     of the thread's first post
     * @param from    RFC 3339
     * @param until   RFC 3339, itself not included
     * @param limit   1 to 100
     */
    @GetMapping("/api/search")
    FoundPosts searchPosts(Principal caller, @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String group, @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String country, @RequestParam(defaultValue = "") String author,
            @RequestParam(defaultValue = "") String tag, @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until, Listing listing,
            @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
        int most = Listing.toRead(limit);
        Fields fields = new Fields();
        String words = fields.optionalText("q", q, MOST_CHARS);
        var filter = new SearchPosts.Filter(fields.optionalLine("group", group, MOST_CHARS),
                kind.isEmpty() ? null : fields.choice("kind", kind, Searched.class).name(),
                fields.optionalLine("country", country, MOST_CHARS),
                fields.optionalLine("author", author, MOST_CHARS), fields.optionalLine("tag", tag, MOST_CHARS),
                from.isEmpty() ? null : fields.time("from", from),
                until.isEmpty() ? null : fields.time("until", until));
        fields.check();
        Wanted wanted = Wanted.of(words == null ? "" : words, synonyms);
        boolean nothing = words != null && wanted.isEmpty();
        var page = listing
                .page(nothing
                        ? List.<SearchPosts.Found>of()
                        : posts.find(wanted, filter, caller.getName(), listing.after(), most), limit,
                        SearchPosts.Found::position)
                .map(it -> new FoundPost(it.post(), it.group(), it.threadTitle(), it.extract().text(),
                        it.extract().html()));
        return new FoundPosts(page.items(), page.next());
    }
}
