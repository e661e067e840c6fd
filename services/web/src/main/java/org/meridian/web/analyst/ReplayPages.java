package org.meridian.web.analyst;

import gg.jte.generated.precompiled.analyst.JtechooseGenerated;
import gg.jte.generated.precompiled.analyst.JtereplayGenerated;
import gg.jte.generated.precompiled.analyst.JtereplaysGenerated;
import gg.jte.generated.precompiled.analyst.JtereportGenerated;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.process.settings.NodeSettings;
import org.meridian.web.calls.Group;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.ReplayCalls;
import org.meridian.web.calls.ReplayCalls.Manifest;
import org.meridian.web.calls.ReplayCalls.Replay;
import org.meridian.web.calls.ReplayCalls.Replays;
import org.meridian.web.calls.ReplayFiles;
import org.meridian.web.page.Answer;
import org.meridian.web.page.Download;
import org.meridian.web.page.Form;
import org.meridian.web.page.Html;
import org.meridian.web.page.Mistakes;
import org.meridian.web.page.Page;
import org.meridian.web.page.Pages;
import org.meridian.web.page.Parallel;
import org.meridian.web.page.Redirect;
import org.meridian.web.page.Visit;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Replays: choosing what, starting one, seeing how far it is, downloading its files and reading what it holds. */
@Controller
class ReplayPages {

    private static final int GROUPS = 100;
    /** Members of a group that may be chosen: a replay of a smaller one alone would show which it is. */
    private static final int FEWEST = 5;
    private static final String MANIFEST = "manifest.json";
    /** What is answered by the form itself: it can be sent again as it is, or with less chosen. */
    private static final Set<Refusal.Kind> CAN_BE_CHANGED = Set.of(Refusal.Kind.INVALID, Refusal.Kind.TOO_MANY);

    private final Pages pages;
    private final ReplayCalls replays;
    private final ReplayFiles files;
    private final MembershipCalls membership;
    private final List<String> countries;

    ReplayPages(Pages pages, ReplayCalls replays, ReplayFiles files, MembershipCalls membership, NodeSettings node) {
        this.pages = pages;
        this.replays = replays;
        this.files = files;
        this.membership = membership;
        this.countries = Stream.concat(Stream.of(node.node()), node.peerAliases().stream().sorted()).toList();
    }

    @GetMapping("/replays")
    Html list(Visit visit) {
        Parallel<Replays> asked = Parallel.call(() -> replays.replays(visit.caller()));
        Page page = pages.of(visit);
        List<Replay> all = asked.answer().items();
        return Html.of(output -> JtereplaysGenerated.render(output, null, page, all));
    }

    @GetMapping("/replays/new")
    Html choose(Visit visit) {
        return form(visit, pages.of(visit), Choice.first(), Mistakes.NONE);
    }

    @PostMapping("/replays/new")
    Answer start(Visit visit, Form form) {
        Page page = pages.of(visit);
        Choice choice = Choice.of(form);
        Mistakes mistakes = choice.mistakes(page);
        if (!mistakes.isEmpty()) {
            return form(visit, page, choice, mistakes);
        }
        try {
            var started = replays.start(visit.caller(), choice.key(), choice.replay(zone(page)));
            return Redirect.to("/replays/" + started.id());
        } catch (Refusal refusal) {
            if (!CAN_BE_CHANGED.contains(refusal.kind())) {
                throw refusal;
            }
            return form(visit, page, choice, refusal.errors().isEmpty()
                    ? Mistakes.of("start", refusal.sentence())
                    : Mistakes.of(refusal));
        }
    }

    private static ZoneId zone(Page page) {
        return page.reader() == null ? ZoneId.of("UTC") : page.reader().zone();
    }

    private Html form(Visit visit, Page page, Choice choice, Mistakes mistakes) {
        Parallel<List<String>> formats = Parallel.call(() -> replays.replays(visit.caller()).formats());
        List<Group> groups = membership.groups(visit.caller(), "", false, null, GROUPS).items().stream()
                .filter(it -> it.members() >= FEWEST).toList();
        List<String> made = formats.answer();
        Html.Template template = output -> JtechooseGenerated.render(output, null, page, choice, countries, groups,
                made, mistakes);
        return mistakes.isEmpty() ? Html.of(template) : Html.mistaken(template);
    }

    @GetMapping("/replays/{id}")
    Html replay(Visit visit, @PathVariable String id) {
        Parallel<Replay> asked = Parallel.call(() -> replays.replay(visit.caller(), id));
        Page page = pages.of(visit);
        Replay replay = asked.answer();
        return Html.of(output -> JtereplayGenerated.render(output, null, page, replay));
    }

    @GetMapping("/replays/{id}/report")
    Html report(Visit visit, @PathVariable String id) {
        Parallel<Manifest> asked = Parallel.call(() -> replays.manifest(visit.caller(), id));
        Parallel<Replay> of = Parallel.call(() -> replays.replay(visit.caller(), id));
        Page page = pages.of(visit);
        Replay replay = of.answer();
        var counts = asked.answer().counts();
        return Html.of(output -> JtereportGenerated.render(output, null, page, replay, counts));
    }

    @GetMapping("/replays/{id}/files/{name}")
    Answer file(Visit visit, @PathVariable String id, @PathVariable String name) {
        Replay replay = replays.replay(visit.caller(), id);
        boolean there = replay.isDone()
                && (name.equals(MANIFEST) || replay.files().stream().anyMatch(it -> it.name().equals(name)));
        if (!there) {
            throw Refusal.notFound("file");
        }
        return new Download(name, files.open(visit.caller(), replay.id(), name));
    }

    @PostMapping("/replays/{id}/delete")
    Answer delete(Visit visit, @PathVariable String id) {
        replays.delete(visit.caller(), id);
        return Redirect.to("/replays");
    }
}
