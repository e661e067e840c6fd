package org.meridian.web.home;

import gg.jte.generated.precompiled.home.JtehomeGenerated;
import gg.jte.generated.precompiled.home.JtewelcomeGenerated;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.meridian.web.calls.Digest;
import org.meridian.web.calls.Feed;
import org.meridian.web.calls.Group;
import org.meridian.web.calls.JoinRequest;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.NotificationsCalls;
import org.meridian.web.calls.NotificationsCalls.Announcement;
import org.meridian.web.calls.PostsCalls;
import org.meridian.web.clocks.Clocks;
import org.meridian.web.page.Html;
import org.meridian.web.page.Page;
import org.meridian.web.page.Pages;
import org.meridian.web.page.Parallel;
import org.meridian.web.page.Visit;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /}: what is new for a member, and what this is for a visitor. */
@Controller
class HomePages {

    private static final int GROUPS = 100;
    private static final int REQUESTS = 20;
    private static final int SHOWN = 30;

    private final Pages pages;
    private final Clocks clocks;
    private final MembershipCalls membership;
    private final PostsCalls posts;
    private final NotificationsCalls notifications;
    private final LastTime lastTime;
    private final Clock clock = Clock.systemUTC();

    HomePages(Pages pages, Clocks clocks, MembershipCalls membership, PostsCalls posts,
            NotificationsCalls notifications, LastTime lastTime) {
        this.pages = pages;
        this.clocks = clocks;
        this.membership = membership;
        this.posts = posts;
        this.notifications = notifications;
        this.lastTime = lastTime;
    }

    @GetMapping("/")
    Html first(Visit visit, ServerHttpRequest request, ServerHttpResponse response) {
        return visit.isSignedIn() ? home(visit, request, response) : welcome(visit);
    }

    private Html welcome(Visit visit) {
        Page page = pages.of(visit);
        return Html.of(output -> JtewelcomeGenerated.render(output, null, page, clocks.now(page)));
    }

    private Html home(Visit visit, ServerHttpRequest request, ServerHttpResponse response) {
        Instant now = clock.instant();
        Instant since = lastTime.since(request, now);
        Parallel<Feed> begun = Parallel.call(() -> posts.feed(visit.caller(), since.toString(), SHOWN));
        Parallel<List<Group>> mine = Parallel
                .call(() -> membership.groups(visit.caller(), "", true, null, GROUPS).items());
        Parallel<List<JoinRequest>> made = Parallel
                .call(() -> membership.myRequests(visit.caller(), null, REQUESTS).items());
        Parallel<Digest.Next> next = Parallel.call(() -> notifications.nextDigest(visit.caller()));
        Parallel<List<Announcement>> said = Parallel.call(() -> notifications.announcements(visit.caller()).items());
        Page page = pages.of(visit);
        List<Announcement> announcements = said.answer();
        News news = new News(since, begun.answer(), mine.answer().stream().filter(Group::isMine).toList(),
                mine.answer().stream().filter(Group::isOffered).toList(),
                made.answer().stream().filter(it -> it.state().equals("pending")).toList(), next.answer());
        response.addCookie(lastTime.lookedAt(since, now));
        return Html.of(output -> JtehomeGenerated.render(output, null, page, clocks.now(page), announcements, news));
    }
}
