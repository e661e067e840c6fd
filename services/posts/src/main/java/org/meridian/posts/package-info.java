/**
 * Publishing and reading in groups: {@code publishing} decides and writes, {@code reading} shows, {@code withdrawing}
 * takes back; {@code rows} is all that the log writes. Who may what comes from {@link org.meridian.community}.
 */
@NullMarked
package org.meridian.posts;

import org.jspecify.annotations.NullMarked;
