/** What the countries call the same. */
@NullMarked
package org.meridian.posts.synonyms;

import org.jspecify.annotations.NullMarked;
