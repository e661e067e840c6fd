/**
 * Groups and people as services other than membership know them: each keeps the same tables in its own schema, by the code
 * of {@link org.meridian.community.Community}.
 */
@NullMarked
package org.meridian.community;

import org.jspecify.annotations.NullMarked;
