package org.meridian.web.page;

/** What a handler answers with: a page, a file, or where to go on. */
public sealed interface Answer permits Html, Download, Redirect {}
