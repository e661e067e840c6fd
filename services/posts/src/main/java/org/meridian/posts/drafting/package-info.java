/** What members have written and not published yet: rows of this node that nobody but their author reads. */
@NullMarked
package org.meridian.posts.drafting;

import org.jspecify.annotations.NullMarked;
