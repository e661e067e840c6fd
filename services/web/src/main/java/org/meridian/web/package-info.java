/**
 * The pages: what a person sees of the node. They are rendered here, from what the services' HTTP surfaces answer in the
 * reader's name; there is no database, and nothing that a program could not do too.
 *
 * <p>A family of pages is a package, {@code org.meridian.web.<family>}, that no other family depends on:
 *
 * <ul>
 * <li>a handler, {@code …Pages}: a {@code @Controller} whose methods take a {@link org.meridian.web.page.Visit} and, for what was
 * sent, a {@link org.meridian.web.page.Form}, and return an {@link org.meridian.web.page.Answer}. It is plain
 * code on a virtual thread: calls that do not need each other run in {@link org.meridian.web.page.Parallel}, at most three a
 * page. What the API refuses is thrown as a {@code Refusal} and becomes an error page by itself; a form that is sent back
 * with what is wrong catches it and makes {@link org.meridian.web.page.Mistakes} of it;</li>
 * <li>templates, {@code src/main/jte/<family>/….jte}: the first parameter is the {@link org.meridian.web.page.Page}, the
 * others are what the handler has found. They call {@code @template.layout(…)}. The build makes classes of them,
 * {@code Jte…Generated} in {@code gg.jte.generated.precompiled.<family>}, whose {@code render} the handler calls, so that a
 * parameter of another type does not compile. No sentence stands in a template, no style and no script;</li>
 * <li>sentences, {@code messages/web/<family>.properties} in ICU's syntax: {@code page.text("<family>.key", …)}, or
 * {@code page.rich(…)} where a sentence has markup. {@code TemplatesTest} finds those that are missing or unused;</li>
 * <li>access: members may see what nothing else is said of. A family of others is named by
 * {@link org.meridian.web.WebConfiguration};</li>
 * <li>a story in a browser, {@code org.meridian.flows.…PagesStory}, that {@code scripts/pages} runs.</li>
 * </ul>
 *
 * What the API answers with is in {@link org.meridian.web.calls}, one interface a service.
 */
@NullMarked
package org.meridian.web;

import org.jspecify.annotations.NullMarked;
