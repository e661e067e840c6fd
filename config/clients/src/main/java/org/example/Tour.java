package org.example;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.example.meridian.ApiClient;
import org.example.meridian.ApiException;
import org.example.meridian.api.DemoMailApi;
import org.example.meridian.api.GroupsApi;
import org.example.meridian.api.JoiningApi;
import org.example.meridian.api.PublishingApi;
import org.example.meridian.api.ReadingApi;
import org.example.meridian.api.SignupApi;
import org.example.meridian.api.WithdrawingApi;
import org.example.meridian.model.CaughtMail;
import org.example.meridian.model.JoinRequestView;
import org.example.meridian.model.NewGroup;
import org.example.meridian.model.NewJoinRequest;
import org.example.meridian.model.NewPost;
import org.example.meridian.model.NewReply;
import org.example.meridian.model.NewSession;
import org.example.meridian.model.PostWithReplies;
import org.example.meridian.model.SignUp;

/** The tour of docs/tour.md by a generated client: from the UK to New Zealand and back. */
public final class Tour {

    private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]+)");
    private static final long PATIENCE_MILLIS = 30_000;

    public static void main(String[] nodes) throws Exception {
        ApiClient uk = client(nodes[0], null);
        ApiClient nz = client(nodes[1], null);
        ApiClient ana = client(nodes[0], signUp(uk, "Ana", "Europe/London"));
        ApiClient hemi = client(nodes[1], signUp(nz, "Hemi", "Pacific/Auckland"));

        String group = new GroupsApi(ana).createGroup(new NewGroup().name("Peatland restoration")
                .purpose("What works when bogs are rewetted").scope(NewGroup.ScopeEnum.INTERNATIONAL)
                .joining(NewGroup.JoiningEnum.APPROVAL).questions(List.of("Where do you work?")), null).getId();
        until("the group to arrive", () -> new GroupsApi(hemi).readGroup(group));
        String request = new JoiningApi(hemi).askToJoin(group,
                null, new NewJoinRequest().answers(List.of("In Southland")).note("We begin next winter.")).getId();
        until("the request to arrive", () -> new JoiningApi(ana).approveJoinRequest(request));
        until("the decision to arrive", () -> new JoiningApi(hemi).readJoinRequest(request)
                .getState() == JoinRequestView.StateEnum.GRANTED ? request : null);

        String post = new PublishingApi(ana).publishPost(group, new NewPost().kind(NewPost.KindEnum.QUESTION)
                .title("Who has rewetted a raised bog?").body("And how long did the mosses take?"), null).getId();
        until("the post to arrive", () -> new ReadingApi(hemi).readThread(post, null, null));
        String reply = new PublishingApi(hemi).publishReply(post, new NewReply().body("Four years."), null).getId();
        until("the reply to arrive", () -> new ReadingApi(ana).readThread(reply, null, null));
        PostWithReplies thread = new ReadingApi(ana).readThread(post, null, null);
        if (!thread.getReplies().get(0).getId().equals(reply)) {
            throw new IllegalStateException("Not the reply: " + thread);
        }
        new WithdrawingApi(ana).withdrawPost(post);
        until("the withdrawal to arrive",
                () -> new ReadingApi(hemi).readThread(post, null, null).getWithdrawnAt());
        System.out.println("The tour by a Java client: done, with the group " + group);
    }

    private static ApiClient client(String node, String token) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(node);
        if (token != null) {
            client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        }
        return client;
    }

    private static String signUp(ApiClient node, String name, String timeZone) throws Exception {
        String email = name.toLowerCase() + "." + UUID.randomUUID() + "@tour.example";
        new SignupApi(node).signUp(new SignUp().email(email).displayName(name).timeZone(timeZone));
        String token = until("the mail to " + name, () -> new DemoMailApi(node).listCaughtMails(email).stream()
                .map(CaughtMail::getText).map(TOKEN::matcher).filter(Matcher::find).map(it -> it.group(1)).findFirst()
                .orElse(null));
        return new SignupApi(node).openSession(new NewSession().token(token)).getAccessToken();
    }

    /** Until it is there: what is refused has not arrived. */
    private static <T> T until(String what, Callable<T> call) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (System.currentTimeMillis() < end) {
            try {
                T found = call.call();
                if (found != null) {
                    return found;
                }
            } catch (ApiException e) {
                if (e.getCode() / 100 != 4) {
                    throw e;
                }
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("Waited in vain for " + what);
    }
}
