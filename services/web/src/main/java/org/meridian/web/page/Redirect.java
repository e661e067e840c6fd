package org.meridian.web.page;

/**
 * Where a form leads that was taken: another page, so that loading it again sends nothing again (303).
 *
 * @param path of this node, for example {@code /groups}
 */
public record Redirect(String path) implements Answer {

    /** @param path anything but an address of this node becomes {@code /} */
    public static Redirect to(String path) {
        return new Redirect(Paths.local(path));
    }

    /** Where the code that was mailed is typed. */
    public static Redirect toCode() {
        return new Redirect("/sign-in/code");
    }
}
