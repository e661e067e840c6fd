package org.meridian.membership.joining;

import org.springframework.context.ApplicationContext;

/** Joining and leaving at one node, for tests of other packages. */
public final class Joins {

    private final ApplicationContext node;

    public Joins(ApplicationContext node) {
        this.node = node;
    }

    public void ask(String groupId, String memberId) {
        node.getBean(AskToJoin.class).ask(groupId, memberId, JoinDecider.Application.NOTHING, null);
    }

    /** What another country has granted unasked. */
    public void accept(String groupId, String memberId) {
        node.getBean(AcceptOffer.class).accept(groupId, memberId);
    }

    public void withdraw(String requestId, String memberId) {
        node.getBean(WithdrawRequest.class).withdraw(requestId, memberId);
    }

    public void leave(String groupId, String memberId) {
        node.getBean(LeaveGroup.class).leave(groupId, memberId);
    }

    /** What the node's worker does. */
    public void decideAll() {
        node.getBean(HomeDecisions.class).decideAll();
    }
}
