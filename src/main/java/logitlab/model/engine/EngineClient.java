package logitlab.model.engine;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import logitlab.decoding.Prefix;
import logitlab.model.engine.EngineException.Kind;

/** Sends texts to one model on one server and reads the logits. It follows no redirect, and sends nothing but token ids. */
final class EngineClient {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");

    private final EngineFile engine;
    private final int vocabulary;
    private final HttpClient client;

    EngineClient(EngineFile engine, int vocabulary) {
        this.engine = engine;
        this.vocabulary = vocabulary;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(engine.timeout())
                .build();
    }

    /**
     * The logits after each text, one text after the other.
     *
     * @param requests the texts of each request, which are of one length; all requests are sent at the same time
     * @throws EngineException if the engine does not give the logits of every text
     */
    List<float[]> infer(List<List<Prefix>> requests) throws EngineException {
        List<CompletableFuture<HttpResponse<byte[]>>> sent =
                requests.stream().map(this::send).toList();
        try {
            long latest = System.nanoTime() + engine.timeout().toNanos();
            List<float[]> rows = new ArrayList<>();
            for (int i = 0; i < sent.size(); i++) {
                rows.addAll(logits(await(sent.get(i), latest), requests.get(i).size()));
            }
            return rows;
        } finally {
            sent.forEach(answer -> answer.cancel(true));
        }
    }

    private CompletableFuture<HttpResponse<byte[]>> send(List<Prefix> texts) {
        InferenceMessage message = InferenceMessage.request(texts);
        HttpRequest request = HttpRequest.newBuilder(engine.infer())
                .header("Content-Type", "application/octet-stream")
                .header(InferenceMessage.JSON_LENGTH, Integer.toString(message.json()))
                .POST(BodyPublishers.ofByteArray(message.body()))
                .build();
        int most = InferenceMessage.mostBytes(texts.size(), vocabulary);
        return client.sendAsync(request, head -> new LimitedBody(most));
    }

    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> sent, long latest)
            throws EngineException {
        try {
            return sent.get(Math.max(0, latest - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new EngineException(
                    Kind.AWAY, "it did not answer within " + engine.timeout().toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(Kind.AWAY, "this program is stopping");
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        }
    }

    private List<float[]> logits(HttpResponse<byte[]> answer, int texts) throws EngineException {
        if (answer.statusCode() != 200) {
            String why = InferenceMessage.error(answer.body());
            throw new EngineException(
                    Kind.AWAY, "it answers with status " + answer.statusCode() + (why.isEmpty() ? "" : ": " + why));
        }
        return InferenceMessage.logits(answer.body(), jsonLength(answer), texts, vocabulary);
    }

    private static EngineException failed(Throwable cause) {
        if (cause instanceof LimitedBody.TooLargeException) {
            return new EngineException(Kind.WRONG, cause.getMessage());
        }
        if (cause instanceof HttpConnectTimeoutException || cause instanceof ConnectException) {
            return new EngineException(Kind.AWAY, "nothing answers there");
        }
        return cause instanceof IOException
                ? new EngineException(Kind.BROKEN, "the connection broke")
                : new EngineException(
                        Kind.AWAY, "the request failed: " + cause.getClass().getSimpleName());
    }

    private static OptionalLong jsonLength(HttpResponse<?> answer) throws EngineException {
        String length = answer.headers()
                .firstValue(InferenceMessage.JSON_LENGTH)
                .orElse("")
                .strip();
        if (length.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!NUMBER.matcher(length).matches()) {
            throw new EngineException(
                    Kind.WRONG,
                    "expected a number as " + InferenceMessage.JSON_LENGTH + ", found "
                            + ServerWords.shortened(length));
        }
        return OptionalLong.of(Long.parseLong(length));
    }
}
