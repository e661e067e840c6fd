package org.meridian.web.group;

import gg.jte.generated.precompiled.group.JtefindGenerated;
import gg.jte.generated.precompiled.group.JtegroupGenerated;
import gg.jte.generated.precompiled.group.JtemembersGenerated;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.web.calls.Group;
import org.meridian.web.calls.Items;
import org.meridian.web.calls.JoinRequest;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.Participant;
import org.meridian.web.calls.Post;
import org.meridian.web.calls.PostsCalls;
import org.meridian.web.clocks.Clocks;
import org.meridian.web.page.Html;
import org.meridian.web.page.Page;
import org.meridian.web.page.Pages;
import org.meridian.web.page.Parallel;
import org.meridian.web.page.Visit;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Groups to find, and one group with what is written in it. */
@Controller
class GroupPages {

    private static final int FOUND = 30;
    private static final int POSTS = 20;
    private static final int MADE = 50;
    private static final int MEMBERS = 100;
    private static final Items<Post> NOTHING = new Items<>(List.of(), null);

    private final Pages pages;
    private final MembershipCalls membership;
    private final PostsCalls posts;
    private final Clocks clocks;
    private final Clock clock = Clock.systemUTC();

    GroupPages(Pages pages, MembershipCalls membership, PostsCalls posts, Clocks clocks) {
        this.pages = pages;
        this.membership = membership;
        this.posts = posts;
        this.clocks = clocks;
    }

    @GetMapping("/groups")
    Html find(Visit visit, @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String cursor) {
        Parallel<Items<Group>> found = Parallel.call(() -> membership.groups(visit.caller(), q, false, cursor, FOUND));
        Page page = pages.of(visit);
        Items<Group> groups = found.answer();
        return Html.of(output -> JtefindGenerated.render(output, null, page, q, groups));
    }

    /** Who is not in it sees what it is for, and not what is in it. */
    @GetMapping("/groups/{id}")
    Html group(Visit visit, @PathVariable String id, @RequestParam(required = false) @Nullable String cursor) {
        Parallel<Items<Post>> written = Parallel.call(() -> posts.posts(visit.caller(), id, cursor, POSTS));
        Parallel<Group> found = Parallel.call(() -> membership.group(visit.caller(), id));
        Page page = pages.of(visit);
        Group group = found.answer();
        Items<Post> shown = group.isReadByMe() ? written.answer() : NOTHING;
        JoinRequest pending = group.isMine()
                ? null
                : pending(membership.myRequests(visit.caller(), null, MADE), id);
        return Html.of(output -> JtegroupGenerated.render(output, null, page, group, shown, pending,
                clock.instant()));
    }

    private static @Nullable JoinRequest pending(Items<JoinRequest> made, String groupId) {
        return made.items().stream().filter(it -> it.groupId().equals(groupId) && it.state().equals("pending"))
                .findFirst().orElse(null);
    }

    @GetMapping("/groups/{id}/members")
    Html members(Visit visit, @PathVariable String id, @RequestParam(required = false) @Nullable String cursor) {
        Parallel<Items<Participant>> listed = Parallel
                .call(() -> membership.members(visit.caller(), id, cursor, MEMBERS));
        Parallel<Group> found = Parallel.call(() -> membership.group(visit.caller(), id));
        Page page = pages.of(visit);
        Group group = found.answer();
        Items<Participant> members = listed.answer();
        return Html
                .of(output -> JtemembersGenerated.render(output, null, page, group, members, clocks, visit.memberId()));
    }
}
