package org.meridian.http.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * One connection. A request is passed on once all of it is there, so that nobody else holds what may never end; its answer is
 * handed to the connection in pieces, as they are read. What is refused is answered after the answers that are under way, and the
 * connection closed once the client has had time to read why: closing at once, with something of the client's unread, would take
 * the answer from it.
 */
final class EdgeConnection extends ChannelDuplexHandler {

    /** What it waits for: a request, the rest of a request's head or of its body, its answer, or the client to hang up. */
    enum Stage {
        IDLE, HEAD, BODY, ANSWER, CLOSING
    }

    /** A body has this much more time for every so many bytes that have come. */
    private static final long SLOWEST_BYTES_PER_SECOND = 8_000;
    private static final Set<HttpVersion> VERSIONS = Set.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);
    private static final int MOST_AT_ONCE = 32;
    private static final int PIECE = 64 * 1024;
    private static final int FIRST_CAPACITY = 512;
    private static final int UNCOUNTED = 16_000;

    private record Outgoing(Object message, ChannelPromise promise) {}

    private final Edge edge;
    private final EdgeTimes times;
    private final BodyLimits limits;
    private final RefusedRequests refusals;
    private final Queue<Outgoing> outgoing = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private InetAddress site = InetAddress.getLoopbackAddress();
    private boolean isFromHere;
    private boolean hasAsked;

    private volatile Stage stage = Stage.IDLE;
    private volatile long since = System.nanoTime();
    private volatile long received;
    private volatile long held;
    private volatile boolean leaves;
    private volatile long unread;
    private volatile long lastRead = System.nanoTime();
    private boolean hasHadRequest;
    private boolean hasMoreBytes;
    private boolean isDraining;
    private boolean isLast;
    /** What was asked for last, a person reads the answer to. */
    private boolean isForBrowser;

    private @Nullable HttpRequest request;
    private @Nullable ByteBuf body;
    private int limit;
    private int unanswered;
    private @Nullable FullHttpResponse refusal;

    EdgeConnection(Edge edge, EdgeTimes times, BodyLimits limits, RefusedRequests refusals) {
        this.edge = edge;
        this.times = times;
        this.limits = limits;
        this.refusals = refusals;
    }

    /** Before the decoder, which says nothing of half a head. */
    ChannelHandler bytes() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext bytes, Object message) {
                hasMoreBytes = true;
                if (stage == Stage.IDLE) {
                    enter(Stage.HEAD);
                }
                bytes.fireChannelRead(message);
            }
        };
    }

    // What others may ask, on any thread.

    InetAddress site() {
        return site;
    }

    /** From the very address that is called: this machine's own. */
    boolean isFromHere() {
        return isFromHere;
    }

    Stage stage() {
        return stage;
    }

    /** How long it has been at its stage, and nothing was read of what was said before. */
    long sinceNanos() {
        return System.nanoTime() - (lastRead - since > 0 ? lastRead : since);
    }

    /** Whether it has kept room for a body for so long that others may have it. */
    boolean mayLeave() {
        return stage == Stage.BODY && held > 0 && !leaves && sinceNanos() >= times.grace().toNanos();
    }

    /** Has it make room, once; returns how much. */
    synchronized long leave() {
        if (leaves) {
            return 0;
        }
        leaves = true;
        makeRoom();
        return held;
    }

    /** How long nothing was read of what there is to read. */
    long unreadNanos() {
        return unread > 0 ? System.nanoTime() - lastRead : 0;
    }

    /** Ends it, with an answer where a request has begun. */
    void makeRoom() {
        inLoop(() -> {
            switch (stage) {
                case IDLE -> closeIdle();
                case HEAD, BODY -> refuse(RefusedRequests.tooSlow());
                default -> {
                }
            }
        });
    }

    /** Ends it where somebody takes too long. */
    void look() {
        long nanos = sinceNanos();
        boolean isLate = switch (stage) {
            case IDLE -> nanos > (hasHadRequest ? times.idle() : times.request()).toNanos();
            case HEAD -> nanos > times.request().toNanos();
            case BODY -> nanos > times.request().plusMillis(received * 1_000 / SLOWEST_BYTES_PER_SECOND).toNanos();
            case ANSWER -> false;
            case CLOSING -> nanos > times.closing().toNanos();
        };
        if (unreadNanos() > times.unread().toNanos() || isLate && stage == Stage.CLOSING) {
            drop();
        } else if (isLate) {
            makeRoom();
        }
    }

    /** Ends it at once, with all that nobody has read. */
    void drop() {
        inLoop(() -> {
            if (context != null && context.channel().isActive()) {
                if (unread > 0) {
                    refusals.count("unread");
                    context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
                }
                context.close();
            }
        });
    }

    private void inLoop(Runnable what) {
        ChannelHandlerContext at = context;
        if (at != null) {
            at.executor().execute(what);
        }
    }

    // Its beginning and end.

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        SocketAddress remote = added.channel().remoteAddress();
        if (remote instanceof InetSocketAddress client && client.getAddress() != null) {
            site = Network.site(client.getAddress());
            isFromHere = added.channel().localAddress() instanceof InetSocketAddress here
                    && client.getAddress().equals(here.getAddress());
        }
        if (added.channel().isActive()) {
            admit();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        admit();
        active.fireChannelActive();
    }

    private void admit() {
        if (hasAsked) {
            return;
        }
        hasAsked = true;
        ProblemDetail problem = edge.admit(this);
        if (problem != null) {
            if (edge.tells(this)) {
                inLoop(() -> refuse(problem));
            } else {
                refusals.count(problem);
                drop();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        end();
        inactive.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        end();
    }

    private void end() {
        edge.closed(this);
        forgetRequest();
        releaseHeld();
        for (Outgoing left = outgoing.poll(); left != null; left = outgoing.poll()) {
            ReferenceCountUtil.release(left.message());
            left.promise().tryFailure(new ClosedChannelException());
        }
        edge.unread(-unread);
        unread = 0;
    }

    private void enter(Stage next) {
        stage = next;
        since = System.nanoTime();
    }

    // What comes in.

    @Override
    public void channelRead(ChannelHandlerContext at, Object message) {
        if (refusal != null || stage == Stage.CLOSING) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest head) {
            begin(head);
        }
        if (message instanceof HttpContent content) {
            try {
                goOn(at, content);
            } finally {
                content.release();
            }
        }
    }

    private void begin(HttpRequest head) {
        hasHadRequest = true;
        hasMoreBytes = false;
        if (head.decoderResult().isFailure()) {
            refuse(unreadable(head.decoderResult().cause()));
            return;
        }
        if (!VERSIONS.contains(head.protocolVersion())) {
            refuse(RefusedRequests.malformed(HttpStatus.BAD_REQUEST));
            return;
        }
        if (unanswered >= MOST_AT_ONCE) {
            refuse(RefusedRequests.tooManyAtOnce());
            return;
        }
        request = head;
        isForBrowser = head.headers().containsValue(HttpHeaderNames.ACCEPT, "text/html", true);
        isLast = !HttpUtil.isKeepAlive(head);
        received = 0;
        if (unanswered == 0) {
            enter(Stage.BODY);
        }
        boolean isChunked = HttpUtil.isTransferEncodingChunked(head);
        long declared = isChunked ? 0 : HttpUtil.getContentLength(head, 0L);
        limit = isChunked || declared > BodyLimits.OTHERS ? limits.at(head.uri()) : BodyLimits.OTHERS;
        if (declared > limit) {
            refuse(RefusedRequests.tooLarge(limit));
        } else if (head.headers().contains(HttpHeaderNames.EXPECT)) {
            expect(head);
        }
    }

    private void expect(HttpRequest head) {
        if (!HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(head.headers().get(HttpHeaderNames.EXPECT))) {
            refuse(RefusedRequests.unmetExpectation());
            return;
        }
        head.headers().remove(HttpHeaderNames.EXPECT);
        if (unanswered == 0 && context != null) {
            context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE,
                    Unpooled.EMPTY_BUFFER));
        }
    }

    private void goOn(ChannelHandlerContext at, HttpContent content) {
        HttpRequest head = request;
        if (head == null || refusal != null) {
            return;
        }
        if (content.decoderResult().isFailure()) {
            refuse(unreadable(content.decoderResult().cause()));
            return;
        }
        int bytes = content.content().readableBytes();
        received += bytes;
        if (received > limit) {
            refuse(RefusedRequests.tooLarge(limit));
        } else if (bytes > 0 && !keep(content.content(), bytes)) {
            refuse(RefusedRequests.full());
        } else if (content instanceof LastHttpContent) {
            passOn(at, head);
        }
    }

    /** Copies it: what came in many small pieces would take a hundred times its size. */
    private boolean keep(ByteBuf part, int bytes) {
        ByteBuf kept = body == null ? Unpooled.buffer(Math.min(limit, Math.max(FIRST_CAPACITY, bytes)), limit) : body;
        int more = body == null ? kept.capacity() : 0;
        int capacity = kept.capacity();
        body = kept;
        if (kept.writableBytes() < bytes) {
            capacity = Math.min(limit, Math.max(2 * kept.capacity(), kept.readableBytes() + bytes));
            more += capacity - kept.capacity();
        }
        if (more > 0) {
            // Short ones are few enough, being one a connection.
            if (capacity > UNCOUNTED && !edge.reserve(this, more)) {
                return false;
            }
            held += capacity > UNCOUNTED ? more : 0;
            kept.capacity(capacity);
        }
        kept.writeBytes(part, part.readerIndex(), bytes);
        return true;
    }

    private void passOn(ChannelHandlerContext at, HttpRequest head) {
        ByteBuf whole = body;
        request = null;
        body = null;
        unanswered++;
        enter(Stage.ANSWER);
        at.fireChannelRead(head);
        at.fireChannelRead(whole == null ? LastHttpContent.EMPTY_LAST_CONTENT : new DefaultLastHttpContent(whole));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext at) {
        at.fireChannelReadComplete();
        if (stage != Stage.ANSWER) {
            at.read();
        }
    }

    private void forgetRequest() {
        if (request != null) {
            ReferenceCountUtil.release(request);
            request = null;
        }
        if (body != null) {
            body.release();
            body = null;
        }
    }

    private void releaseHeld() {
        edge.release(held);
        held = 0;
    }

    private static ProblemDetail unreadable(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException line -> RefusedRequests.addressTooLong();
            case TooLongHttpHeaderException headers -> RefusedRequests.headersTooLong();
            default -> RefusedRequests.malformed(HttpStatus.BAD_REQUEST);
        };
    }

    // What is refused.

    private void refuse(ProblemDetail problem) {
        if (refusal != null || stage == Stage.CLOSING) {
            return;
        }
        boolean isOfARequest = request != null;
        forgetRequest();
        if (unanswered == 0) {
            releaseHeld();
        }
        refusal = refusals.answer(problem, isOfARequest && isForBrowser);
        refuseWhenAllIsAnswered();
    }

    private void refuseWhenAllIsAnswered() {
        FullHttpResponse answer = refusal;
        ChannelHandlerContext at = context;
        if (answer != null && unanswered == 0 && at != null) {
            enter(Stage.CLOSING);
            at.writeAndFlush(answer).addListener(done -> endOutput(at));
            at.read();
        }
    }

    /** The client sees the end, and what it still sends is read and forgotten until it hangs up. */
    private void endOutput(ChannelHandlerContext at) {
        Channel channel = at.channel();
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (!channel.isActive()) {
            return;
        }
        if (tls != null) {
            tls.closeOutbound();
        } else if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        } else {
            at.close();
        }
        at.read();
    }

    private void closeIdle() {
        if (context != null && unread == 0) {
            context.close();
        }
    }

    // What goes out.

    @Override
    public void write(ChannelHandlerContext at, Object message, ChannelPromise promise) {
        Object answer = message instanceof FullHttpResponse full ? refusals.explained(full, isForBrowser) : message;
        int size = size(answer);
        if (size > 0) {
            if (unread == 0) {
                lastRead = System.nanoTime();
            }
            unread += size;
            edge.unread(size);
        }
        if (outgoing.isEmpty() && size <= PIECE) {
            send(at, answer, promise, size);
        } else {
            enqueue(answer, promise);
            drain(at);
        }
    }

    private static int size(Object message) {
        return message instanceof HttpContent content ? content.content().readableBytes() : 0;
    }

    private void enqueue(Object message, ChannelPromise promise) {
        if (!(message instanceof HttpContent content) || size(message) <= PIECE) {
            outgoing.add(new Outgoing(message, promise));
            return;
        }
        ChannelHandlerContext at = Objects.requireNonNull(context);
        if (message instanceof HttpResponse response) {
            var head = new DefaultHttpResponse(response.protocolVersion(), response.status(), response.headers());
            outgoing.add(new Outgoing(head, at.newPromise()));
        }
        ByteBuf bytes = content.content();
        while (bytes.readableBytes() > PIECE) {
            outgoing.add(new Outgoing(new DefaultHttpContent(bytes.readRetainedSlice(PIECE)), at.newPromise()));
        }
        ByteBuf last = bytes.readRetainedSlice(bytes.readableBytes());
        outgoing.add(new Outgoing(message instanceof LastHttpContent whole
                ? new DefaultLastHttpContent(last, whole.trailingHeaders())
                : new DefaultHttpContent(last), promise));
        content.release();
    }

    /**
     * As much as the connection takes; what has been written before may only have to be flushed for that. Flushing and writing
     * tell that the connection takes more or less, in the middle of what an encoder writes: one piece is never begun in another.
     */
    private void drain(ChannelHandlerContext at) {
        if (isDraining) {
            return;
        }
        isDraining = true;
        try {
            while (!outgoing.isEmpty()) {
                if (!at.channel().isWritable()) {
                    at.flush();
                }
                if (outgoing.isEmpty() || !at.channel().isWritable()) {
                    return;
                }
                Outgoing next = outgoing.remove();
                send(at, next.message(), next.promise(), size(next.message()));
                at.flush();
            }
        } finally {
            isDraining = false;
        }
    }

    private void send(ChannelHandlerContext at, Object message, ChannelPromise promise, int size) {
        boolean isTheEnd = message instanceof LastHttpContent && !isInformational(message);
        ChannelPromise told = size > 0 ? promise.unvoid() : promise;
        if (size > 0) {
            told.addListener(done -> read(size));
        }
        at.write(message, told);
        if (isTheEnd) {
            answered();
        }
    }

    /** Nothing is left to count once the connection has ended. */
    private void read(int size) {
        lastRead = System.nanoTime();
        if (unread >= size) {
            unread -= size;
            edge.unread(-size);
        }
    }

    private void answered() {
        unanswered = Math.max(0, unanswered - 1);
        if (unanswered == 0) {
            releaseHeld();
            if (stage == Stage.ANSWER) {
                enter(request != null ? Stage.BODY : hasMoreBytes ? Stage.HEAD : Stage.IDLE);
            }
            if (stage != Stage.IDLE && context != null) {
                context.read();
            }
            refuseWhenAllIsAnswered();
        }
    }

    private static boolean isInformational(Object message) {
        return message instanceof HttpResponse answer
                && answer.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext at) {
        drain(at);
        at.fireChannelWritabilityChanged();
    }

    /** What Reactor closes, after its last answer, is closed once that was read. */
    @Override
    public void close(ChannelHandlerContext at, ChannelPromise promise) {
        boolean mayBeSending = hasHadRequest && (isLast || hasMoreBytes) && unread == 0 && unanswered == 0;
        if (stage == Stage.CLOSING || !at.channel().isActive() || !mayBeSending) {
            at.close(promise);
            return;
        }
        enter(Stage.CLOSING);
        endOutput(at);
        at.channel().closeFuture().addListener((ChannelFutureListener) done -> promise.trySuccess());
    }
}
