package org.meridian.schemas;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import org.meridian.events.log.SchemaAnnounced;
import org.meridian.events.membership.Account;
import org.meridian.events.membership.Audience;
import org.meridian.events.membership.BanLifted;
import org.meridian.events.membership.Blocks;
import org.meridian.events.membership.ChangeOutcome;
import org.meridian.events.membership.ChangeReason;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.ColleagueProfile;
import org.meridian.events.membership.EditingTime;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.GrantCause;
import org.meridian.events.membership.GroupChanged;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.GroupState;
import org.meridian.events.membership.InvitationClosed;
import org.meridian.events.membership.InvitationMade;
import org.meridian.events.membership.InvitationRevoked;
import org.meridian.events.membership.JoinAnswers;
import org.meridian.events.membership.JoinRefused;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.membership.JoinWithdrawn;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.LeaveRequested;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.MemberRegistered;
import org.meridian.events.membership.MembershipChange;
import org.meridian.events.membership.MembershipChangeDecided;
import org.meridian.events.membership.MembershipChangeRequested;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.OwnProfile;
import org.meridian.events.membership.Profile;
import org.meridian.events.membership.RefusalReason;
import org.meridian.events.membership.RegistrationNeed;
import org.meridian.events.membership.RemovalReason;
import org.meridian.events.membership.RequestBrief;
import org.meridian.events.membership.RequestState;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.events.notifications.Announcement;
import org.meridian.events.notifications.Cadence;
import org.meridian.events.notifications.DigestSent;
import org.meridian.events.notifications.NoticeKind;
import org.meridian.events.notifications.NoticeRaised;
import org.meridian.events.notifications.NoticeRead;
import org.meridian.events.notifications.Preferences;
import org.meridian.events.notifications.Weekday;
import org.meridian.events.posts.AnswerChosen;
import org.meridian.events.posts.EarlierText;
import org.meridian.events.posts.Kind;
import org.meridian.events.posts.PostContent;
import org.meridian.events.posts.PostEdited;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.events.posts.ReplyPublished;
import org.meridian.events.posts.Standing;
import org.meridian.events.posts.StandingCause;
import org.meridian.events.posts.StandingGiven;

/** One record of each type, once with its required fields only and once with all; where none is optional, the same. */
final class Examples {
    private static final String MEMBER = "uk-0198c2f4-0a00-7000-8000-000000000001";
    private static final String OTHER = "nz-0198c2f4-0a00-7000-8000-000000000002";
    private static final String GROUP = "uk-0198c2f4-0a00-7000-8000-000000000003";
    private static final String INVITATION = "nz-0198c2f4-0a00-7000-8000-00000000000a";
    private static final String TOKEN_HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String REQUEST = "nz-0198c2f4-0a00-7000-8000-000000000004";
    private static final String POST = "uk-0198c2f4-0a00-7000-8000-000000000005";
    private static final String REPLY = "nz-0198c2f4-0a00-7000-8000-000000000006";
    private static final String DIGEST = "nz-0198c2f4-0a00-7000-8000-000000000007";
    private static final UUID EVENT = UUID.fromString("0198c2f4-0a00-7000-8000-0000000000ff");
    private static final Instant WHEN = Instant.parse("2026-03-01T09:30:00.123456Z");

    private static final Instant UNTIL = Instant.parse("2026-06-01T00:00:00Z");

    private Examples() {}

    record Example(SpecificRecordBase required, SpecificRecordBase full) {}

    static List<Example> all() {
        return List.of(
                memberRegistered(),
                groupFounded(),
                groupChanged(),
                membershipGranted(),
                membershipEnded(),
                banLifted(),
                joinRequested(),
                joinWithdrawn(),
                joinRefused(),
                leaveRequested(),
                membershipChangeRequested(),
                membershipChangeDecided(),
                profile(), colleagueProfile(), ownProfile(),
                charter(),
                account(), blocks(),
                joinAnswers(),
                refusalReason(),
                removalReason(),
                changeReason(),
                requestBrief(),
                invitationMade(),
                invitationRevoked(),
                invitationClosed(),
                postPublished(),
                replyPublished(),
                postEdited(), postWithdrawn(), standingGiven(), answerChosen(),
                postContent(),
                preferences(),
                announcement(),
                noticeRaised(),
                noticeRead(),
                digestHandedOver(),
                schemaAnnounced());
    }

    private static Example memberRegistered() {
        var required = MemberRegistered.newBuilder().setEventId(EVENT).setId(MEMBER).setVersion(1)
                .setOccurredAt(WHEN).setActorId(MEMBER).build();
        return new Example(required, required);
    }

    private static Example groupFounded() {
        var required = GroupCreated.newBuilder().setEventId(EVENT).setId(GROUP).setVersion(1)
                .setOccurredAt(WHEN).setActorId(MEMBER).setScope(Scope.INTERNATIONAL)
                .setVisibility(Visibility.LISTED).setJoining(Joining.APPROVAL).setMail(MailContent.TITLES).build();
        return new Example(required, required);
    }

    private static Example groupChanged() {
        var required = GroupChanged.newBuilder().setEventId(EVENT).setId(GROUP).setVersion(2)
                .setOccurredAt(WHEN).setActorId(MEMBER).setScope(Scope.INTERNATIONAL)
                .setVisibility(Visibility.UNLISTED).setJoining(Joining.OPEN).setMail(MailContent.COUNTS).build();
        var full = GroupChanged.newBuilder(required).setState(GroupState.CLOSED).build();
        return new Example(required, full);
    }

    private static Example membershipGranted() {
        var required = MembershipGranted.newBuilder().setEventId(EVENT).setId(GROUP + "." + OTHER)
                .setVersion(1).setOccurredAt(WHEN).setActorId(MEMBER).setGroupId(GROUP).setMemberId(OTHER)
                .setRole(Role.MEMBER).build();
        var full = MembershipGranted.newBuilder(required).setRequestId(REQUEST).setInvitationId(INVITATION)
                .setCause(GrantCause.REGISTRATION).setRegister("uk-swe").setCheckedAt(WHEN).setRegisteredUntil(UNTIL)
                .setReadsUntil(UNTIL).setWritesUntil(UNTIL).build();
        return new Example(required, full);
    }

    private static Example membershipEnded() {
        var required = MembershipEnded.newBuilder().setEventId(EVENT).setId(GROUP + "." + OTHER)
                .setVersion(2).setOccurredAt(WHEN).setActorId(OTHER).setGroupId(GROUP).setMemberId(OTHER)
                .setReason(EndReason.LEFT).build();
        var full = MembershipEnded.newBuilder(required).setRequestId(REQUEST).setBannedUntil(UNTIL).build();
        return new Example(required, full);
    }

    private static Example banLifted() {
        var required = BanLifted.newBuilder().setEventId(EVENT).setId(GROUP + "." + OTHER).setVersion(3)
                .setOccurredAt(WHEN).setActorId(MEMBER).setGroupId(GROUP).setMemberId(OTHER).build();
        return new Example(required, required);
    }

    private static Example membershipChangeRequested() {
        var required = MembershipChangeRequested.newBuilder().setEventId(EVENT).setId(REQUEST).setVersion(1)
                .setOccurredAt(WHEN).setActorId(OTHER).setGroupId(GROUP).setMemberId(MEMBER).setMembershipVersion(1)
                .setChange(MembershipChange.ROLE).build();
        var full = MembershipChangeRequested.newBuilder(required).setRole(Role.OBSERVER).setBannedUntil(UNTIL)
                .setJoinRequestId(REQUEST).setRegister("nz-swrb").setCheckedAt(WHEN).setRegisteredUntil(UNTIL).build();
        return new Example(required, full);
    }

    private static Example membershipChangeDecided() {
        var required = MembershipChangeDecided.newBuilder().setEventId(EVENT).setId(GROUP + "." + REQUEST)
                .setVersion(1).setOccurredAt(WHEN).setActorId(OTHER).setGroupId(GROUP).setRequestId(REQUEST)
                .setOutcome(ChangeOutcome.LAST_OWNER).build();
        return new Example(required, required);
    }

    private static Example removalReason() {
        var required = RemovalReason.newBuilder().setId(GROUP + "." + OTHER).setVersion(2)
                .setReason("Shared what a family had said").build();
        return new Example(required, required);
    }

    private static Example changeReason() {
        var required = ChangeReason.newBuilder().setId(REQUEST).setVersion(1).build();
        return new Example(required, ChangeReason.newBuilder(required).setReason("Asked to be let go").build());
    }

    private static Example requestBrief() {
        var required = RequestBrief.newBuilder().setId(GROUP + "." + REQUEST).setVersion(1).setGroupId(GROUP)
                .setRequestId(REQUEST).setMemberId(OTHER).setRequestedAt(WHEN).setState(RequestState.PENDING).build();
        return new Example(required, RequestBrief.newBuilder(required).setState(RequestState.REFUSED)
                .setClosedAt(UNTIL).setNote("Kia ora").setAnswers(List.of("In family support")).setReason("Full")
                .build());
    }

    private static Example invitationMade() {
        var required = InvitationMade.newBuilder().setEventId(EVENT).setId(INVITATION).setVersion(1)
                .setOccurredAt(WHEN).setActorId(OTHER).setGroupId(GROUP).setRole(Role.MEMBER).setExpiresAt(UNTIL)
                .setUses(20).setTokenHash(TOKEN_HASH).build();
        return new Example(required, required);
    }

    private static Example invitationRevoked() {
        var required = InvitationRevoked.newBuilder().setEventId(EVENT).setId(INVITATION).setVersion(2)
                .setOccurredAt(WHEN).setActorId(OTHER).setGroupId(GROUP).build();
        return new Example(required, required);
    }

    private static Example invitationClosed() {
        var required = InvitationClosed.newBuilder().setEventId(EVENT).setId(GROUP + "." + INVITATION).setVersion(1)
                .setOccurredAt(WHEN).setActorId(MEMBER).setGroupId(GROUP).setInvitationId(INVITATION).build();
        return new Example(required, required);
    }

    private static Example joinRequested() {
        var required = JoinRequested.newBuilder().setEventId(EVENT).setId(REQUEST).setVersion(1)
                .setOccurredAt(WHEN).setActorId(OTHER).setGroupId(GROUP).setMemberId(OTHER).build();
        return new Example(required, required);
    }

    private static Example joinWithdrawn() {
        var required = JoinWithdrawn.newBuilder().setEventId(EVENT).setId(REQUEST).setVersion(2)
                .setOccurredAt(WHEN).setActorId(OTHER).setGroupId(GROUP).setMemberId(OTHER).build();
        return new Example(required, required);
    }

    private static Example joinRefused() {
        var required = JoinRefused.newBuilder().setEventId(EVENT).setId(GROUP + "." + REQUEST).setVersion(1)
                .setOccurredAt(WHEN).setActorId(MEMBER).setGroupId(GROUP).setMemberId(OTHER)
                .setRequestId(REQUEST).build();
        return new Example(required, required);
    }

    private static Example leaveRequested() {
        var required = LeaveRequested.newBuilder().setEventId(EVENT).setId(REQUEST).setVersion(1)
                .setOccurredAt(WHEN).setActorId(OTHER).setGroupId(GROUP).setMemberId(OTHER)
                .setMembershipVersion(1).build();
        return new Example(required, required);
    }

    private static Example profile() {
        var required = Profile.newBuilder().setId(MEMBER).setVersion(1).setDisplayName("Aroha Ngata").build();
        var full = Profile.newBuilder(required).setProfession("Hydrologist").setOrganisation("Te Wai")
                .setExpertise(List.of("floods", "rivers")).setPracticeArea("Catchments")
                .setLanguages(List.of("te reo M\u0101ori", "English")).setPronouns("she/her")
                .setWorkingHours(List.of("MONDAY 08:30-17:00")).setTimeZone("Pacific/Auckland").build();
        return new Example(required, full);
    }

    private static Example colleagueProfile() {
        var required = ColleagueProfile.newBuilder().setId(MEMBER).setVersion(1).build();
        return new Example(required, ColleagueProfile.newBuilder(required).setProfession("Hydrologist")
                .setOrganisation("Te Wai").setExpertise(List.of("floods", "rivers")).setPracticeArea("Catchments")
                .setLanguages(List.of("te reo M\u0101ori", "English")).setPronouns("she/her")
                .setWorkingHours(List.of("MONDAY 08:30-17:00")).setTimeZone("Pacific/Auckland").build());
    }

    private static Example ownProfile() {
        var required = OwnProfile.newBuilder().setId(MEMBER).setVersion(1).setProfessionFor(Audience.EVERYONE)
                .setOrganisationFor(Audience.EVERYONE).setPracticeAreaFor(Audience.EVERYONE)
                .setExpertiseFor(Audience.EVERYONE).setLanguagesFor(Audience.EVERYONE)
                .setPronounsFor(Audience.GROUPS).setWorkingHoursFor(Audience.GROUPS).build();
        return new Example(required, OwnProfile.newBuilder(required).setProfession("Hydrologist")
                .setOrganisation("Te Wai").setExpertise(List.of("floods", "rivers")).setPracticeArea("Catchments")
                .setLanguages(List.of("te reo M\u0101ori", "English")).setPronouns("she/her")
                .setWorkingHours(List.of("MONDAY 08:30-17:00")).setOrganisationFor(Audience.NOBODY).build());
    }

    private static Example charter() {
        var required = Charter.newBuilder().setId(GROUP).setVersion(1).setName("Floods")
                .setPurpose("To compare notes.").build();
        var full = Charter.newBuilder(required).setRules("Be kind.")
                .setQuestions(List.of("Why?", "Since when?")).setApprovedDomains(List.of("example.org"))
                .setRegisters(List.of("uk-swe", "nz-swrb")).setRegistrationNeed(RegistrationNeed.TO_WRITE)
                .setEditing(EditingTime.DAY).build();
        return new Example(required, full);
    }

    private static Example account() {
        var required = Account.newBuilder().setId(OTHER).setVersion(1).setEmail("aroha@example.org")
                .setTimeZone("Pacific/Auckland").build();
        var full = Account.newBuilder(required).setLocale("en-NZ").setSuspendedAt(WHEN).setSuspendedById(MEMBER)
                .setSuspensionReason("Reported by three people.").build();
        return new Example(required, full);
    }

    private static Example blocks() {
        var required = Blocks.newBuilder().setId(MEMBER).setVersion(1).build();
        return new Example(required, Blocks.newBuilder(required).setMemberIds(List.of(OTHER)).build());
    }

    private static Example joinAnswers() {
        var required = JoinAnswers.newBuilder().setId(REQUEST).setVersion(1).build();
        var full = JoinAnswers.newBuilder(required).setNote("Kia ora")
                .setAnswers(List.of("Because.", "2019")).setEmailDomain("example.org").setInvitation("nz." + TOKEN_HASH)
                .build();
        return new Example(required, full);
    }

    private static Example refusalReason() {
        var required = RefusalReason.newBuilder().setId(GROUP + "." + REQUEST).setVersion(1)
                .setReason("The group is full.").build();
        return new Example(required, required);
    }

    private static Example postPublished() {
        var required = PostPublished.newBuilder().setEventId(EVENT).setId(POST).setVersion(1)
                .setOccurredAt(WHEN).setActorId(MEMBER).setGroupId(GROUP).setKind(Kind.QUESTION)
                .setMembershipVersion(1).build();
        return new Example(required, required);
    }

    private static Example replyPublished() {
        var required = ReplyPublished.newBuilder().setEventId(EVENT).setId(REPLY).setVersion(1)
                .setOccurredAt(WHEN).setActorId(OTHER).setGroupId(GROUP).setPostId(POST)
                .setMembershipVersion(1).build();
        return new Example(required, required);
    }

    private static Example postEdited() {
        var required = PostEdited.newBuilder().setEventId(EVENT).setId(POST).setVersion(2)
                .setOccurredAt(WHEN).setActorId(MEMBER).setGroupId(GROUP).setContentVersion(2).setMembershipVersion(1)
                .build();
        return new Example(required, required);
    }

    private static Example postWithdrawn() {
        var required = PostWithdrawn.newBuilder().setEventId(EVENT).setId(POST).setVersion(2)
                .setOccurredAt(WHEN).setActorId(MEMBER).setGroupId(GROUP).build();
        return new Example(required, required);
    }

    private static Example standingGiven() {
        var required = StandingGiven.newBuilder().setEventId(EVENT).setId(GROUP + "." + REPLY).setVersion(1)
                .setOccurredAt(WHEN).setActorId(OTHER).setGroupId(GROUP).setPostId(REPLY)
                .setStanding(Standing.REMOVED).setCause(StandingCause.MEMBERSHIP).build();
        return new Example(required, required);
    }

    private static Example answerChosen() {
        var required = AnswerChosen.newBuilder().setEventId(EVENT).setId(MEMBER + "." + DIGEST).setVersion(1)
                .setOccurredAt(WHEN).setActorId(MEMBER).setGroupId(GROUP).setPostId(POST).setMembershipVersion(2)
                .build();
        return new Example(required, AnswerChosen.newBuilder(required).setReplyId(REPLY).build());
    }

    private static Example postContent() {
        var required = PostContent.newBuilder().setId(POST).setVersion(1).setBody("Who has data?").build();
        var full = PostContent.newBuilder(required).setTitle("Data").setTags(List.of("floods", "data"))
                .setJurisdiction("NZ").setLanguage("en-NZ").setEditedAt(WHEN)
                .setEarlier(List.of(EarlierText.newBuilder().setVersion(1).setWrittenAt(WHEN).setTitle("Dta")
                        .setBody("Who has dta?").setTags(List.of("floods")).setJurisdiction("NZ").setLanguage("en-NZ")
                        .build()))
                .build();
        return new Example(required, full);
    }

    private static Example preferences() {
        var required = Preferences.newBuilder().setId(OTHER).setVersion(1).setCadence(Cadence.DAILY).setAtMinute(450)
                .setDay(Weekday.MONDAY).setAtOnce(true).build();
        var full = Preferences.newBuilder(required).setTimeZone("Pacific/Chatham").setQuietFromMinute(1_320)
                .setQuietToMinute(420).setAtOnceGroups(List.of(GROUP)).setMutedGroups(List.of(GROUP)).build();
        return new Example(required, full);
    }

    private static Example announcement() {
        var required = Announcement.newBuilder().setId(DIGEST).setVersion(1).setText("We move house at 22:00.")
                .setAnnouncedAt(WHEN).setUntil(WHEN.plusSeconds(3_600)).build();
        return new Example(required, required);
    }

    private static Example noticeRaised() {
        var required = NoticeRaised.newBuilder().setEventId(EVENT).setId(MEMBER + "." + REPLY).setVersion(1)
                .setOccurredAt(WHEN).setActorId(OTHER).setMemberId(MEMBER).setKind(NoticeKind.REPLY)
                .setGroupId(GROUP).setSubjectId(REPLY).build();
        var full = NoticeRaised.newBuilder(required).setKind(NoticeKind.OVERDUE).setRequestId(REQUEST).setPostId(REPLY)
                .build();
        return new Example(required, full);
    }

    private static Example noticeRead() {
        var required = NoticeRead.newBuilder().setEventId(EVENT).setId(MEMBER + "." + REPLY).setVersion(2)
                .setOccurredAt(WHEN).setActorId(MEMBER).build();
        return new Example(required, required);
    }

    private static Example digestHandedOver() {
        var required = DigestSent.newBuilder().setEventId(EVENT).setId(OTHER + "." + DIGEST).setVersion(1)
                .setOccurredAt(WHEN).setActorId(OTHER).setLocalDate(LocalDate.parse("2026-03-02")).setDueAt(WHEN)
                .setItems(7).setLate(1).build();
        return new Example(required, required);
    }

    private static Example schemaAnnounced() {
        var required = SchemaAnnounced.newBuilder().setSchemaId(7).setSubject("shared.posts-org.example.Note")
                .setSchemaVersion(2).setSchema$("{\"type\":\"record\",\"name\":\"Note\",\"fields\":[]}").build();
        return new Example(required, required);
    }
}
