@NullMarked
package org.meridian.web;

import org.jspecify.annotations.NullMarked;
