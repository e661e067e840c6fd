package org.meridian.web.page;

/** What a handler answers with: a page, or where to go on. */
public sealed interface Answer permits Html, Redirect {}
