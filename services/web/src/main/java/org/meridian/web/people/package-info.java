/** People of all countries: finding them, and one of them as they show themselves to the reader. */
@NullMarked
package org.meridian.web.people;

import org.jspecify.annotations.NullMarked;
