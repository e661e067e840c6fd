/** What time it is in each country, and who is at work there. */
@NullMarked
package org.meridian.web.clocks;

import org.jspecify.annotations.NullMarked;
