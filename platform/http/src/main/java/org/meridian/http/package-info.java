/** What every service's HTTP surface has in common: problems that help, who is calling, fields, and answers given once. */
@NullMarked
package org.meridian.http;

import org.jspecify.annotations.NullMarked;
