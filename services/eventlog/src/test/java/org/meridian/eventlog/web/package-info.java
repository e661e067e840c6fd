@NullMarked
package org.meridian.eventlog.web;

import org.jspecify.annotations.NullMarked;
