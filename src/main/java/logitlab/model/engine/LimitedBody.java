package logitlab.model.engine;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Reads the body of an answer up to a number of bytes. A longer body fails, and its rest is not read. */
final class LimitedBody implements BodySubscriber<byte[]> {

    private final BodySubscriber<byte[]> whole = BodySubscribers.ofByteArray();
    private final int most;
    private long bytes;
    private Flow.Subscription source;

    LimitedBody(int most) {
        this.most = most;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        whole.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        bytes += parts.stream().mapToLong(ByteBuffer::remaining).sum();
        if (bytes <= most) {
            whole.onNext(parts);
        } else {
            source.cancel();
            whole.onError(new TooLargeException(most));
        }
    }

    @Override
    public void onError(Throwable failure) {
        whole.onError(failure);
    }

    @Override
    public void onComplete() {
        whole.onComplete();
    }

    /** The answer has more bytes than the logits that the request asked for can take. */
    static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1;

        TooLargeException(int most) {
            super("expected at most " + most + " bytes, found more");
        }
    }
}
