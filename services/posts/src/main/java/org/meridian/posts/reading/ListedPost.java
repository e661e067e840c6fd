package org.meridian.posts.reading;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * A post as lists show it: no list carries whole texts.
 *
 * @param post    its {@code body} is there where the extract is all of it, and null where there is more
 * @param extract the beginning of the text without its markup, 500 characters at the most; null in a post that was withdrawn
 * @param more    whether the text goes on: the thread has it whole
 */
record ListedPost(@JsonUnwrapped PostView post, @Nullable String extract, boolean more) {

    /** @param post with no more of its text than an extract is made of */
    static ListedPost of(PostView post) {
        if (post.body() == null) {
            return new ListedPost(post, null, false);
        }
        Extract extract = Extract.of(post.body());
        return new ListedPost(extract.more() ? post.withoutBody() : post, extract.text(), extract.more());
    }
}
