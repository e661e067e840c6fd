package org.meridian.posts.reading;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import org.meridian.text.markdown.Markdown;

/**
 * A post or a reply with all of its text.
 *
 * @param bodyHtml the body as safe HTML, made of a few elements; null where the body is
 */
record WholePost(@JsonUnwrapped PostView post, @Nullable String bodyHtml) {

    static WholePost of(PostView post) {
        return new WholePost(post, post.body() == null ? null : Markdown.html(post.body()));
    }
}
