package logitlab.model;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Rule;

/**
 * A model in ONNX Runtime, behind a cache of logits and state by prefix that is bounded in bytes.
 *
 * <p>A run starts from the longest prefix whose state is at hand. Safe for use by many threads; at most {@code callers} run at
 * once, the others wait.
 */
final class OnnxLanguageModel implements LanguageModel {

    /** The longest prompt, in characters. */
    static final int PROMPT_CHARACTERS = 2000;

    private final String id;
    private final ModelCard card;
    private final Tokenizer tokenizer;
    private final Network network;
    private final OptionalInt start;
    private final OptionalInt end;
    private final Cache<Prefix, Logits> logits;
    private final Cache<Prefix, State> states;
    private final Semaphore callers;

    OnnxLanguageModel(
            String id,
            ModelCard card,
            Tokenizer tokenizer,
            Network network,
            OptionalInt start,
            OptionalInt end,
            Budget budget) {
        this.id = id;
        this.card = card;
        this.tokenizer = tokenizer;
        this.network = network;
        this.start = start;
        this.end = end;
        this.callers = new Semaphore(budget.callers(), true);
        this.logits = Caffeine.newBuilder()
                .maximumWeight(budget.cacheBytes() / 2)
                .weigher((Prefix prefix, Logits vector) -> 8 * vector.size() + 4 * prefix.size())
                .build();
        this.states = Caffeine.newBuilder()
                .maximumWeight(budget.cacheBytes() / 2)
                .weigher((Prefix prefix, State state) -> (int) Math.min(state.bytes(), Integer.MAX_VALUE))
                .executor(Runnable::run)
                .evictionListener((prefix, state, cause) -> state.release())
                .build();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public Prefix prompt(String text) {
        if (text.length() > PROMPT_CHARACTERS) {
            throw new InvalidValue("prompt", new Rule("at-most-characters", PROMPT_CHARACTERS), text);
        }
        Prefix prompt = tokenizer.encode(text);
        if (prompt.size() > card.contextLength()) {
            throw new InvalidValue("prompt", new Rule("at-most-tokens", card.contextLength()), text);
        }
        if (prompt.size() == 0) {
            return Prefix.of(start.orElseThrow(() -> new InvalidValue("prompt", new Rule("not-empty"), text)));
        }
        return prompt;
    }

    @Override
    public List<Logits> logits(Prefix whole, int from) {
        check(whole);
        return cached(whole, from).orElseGet(() -> {
            callers.acquireUninterruptibly();
            try {
                // another caller may have run it while this one waited
                return cached(whole, from).orElseGet(() -> run(whole, from));
            } finally {
                callers.release();
            }
        });
    }

    private void check(Prefix whole) {
        if (whole.size() < 1 || whole.size() > card.contextLength()) {
            throw new IllegalArgumentException(
                    "prefix must have 1 to " + card.contextLength() + " ids but has " + whole.size());
        }
        // ONNX Runtime would take negative ids from the end of the table
        whole.ids()
                .filter(token -> token < 0 || token >= card.vocabularySize())
                .findFirst()
                .ifPresent(token -> {
                    throw new IllegalArgumentException(
                            "token id must be 0 to " + (card.vocabularySize() - 1) + " but is " + token);
                });
    }

    private Optional<List<Logits>> cached(Prefix whole, int from) {
        List<Logits> found = new ArrayList<>();
        for (int length = whole.size(); length >= from; length--) {
            Logits vector = logits.getIfPresent(whole.first(length));
            if (vector == null) {
                return Optional.empty();
            }
            found.add(0, vector);
        }
        return Optional.of(found);
    }

    private List<Logits> run(Prefix whole, int from) {
        int known = from;
        while (known <= whole.size() && logits.getIfPresent(whole.first(known)) != null) {
            known++;
        }
        // from here on logits are missing; the run starts at a state that is not beyond it
        for (int done = known - 1; done > 0; done--) {
            State before = states.getIfPresent(whole.first(done));
            if (before != null && before.hold()) {
                try {
                    return run(whole, done, Optional.of(before), from);
                } finally {
                    before.release();
                }
            }
        }
        return run(whole, 0, Optional.empty(), from);
    }

    private List<Logits> run(Prefix whole, int done, Optional<State> before, int from) {
        Network.Output output = network.run(whole, done, before, from);
        List<Logits> ran = output.logits();
        int first = whole.size() - ran.size() + 1;
        List<Logits> all = new ArrayList<>();
        for (int length = from; length < first; length++) {
            all.add(logits.getIfPresent(whole.first(length)));
        }
        all.addAll(ran);
        for (int i = 0; i < ran.size(); i++) {
            logits.put(whole.first(first + i), ran.get(i));
        }
        output.state().ifPresent(state -> keep(whole, state));
        // an entry that left the cache meanwhile is computed with the rest
        return all.contains(null) ? run(whole, 0, Optional.empty(), from) : all;
    }

    private void keep(Prefix prefix, State state) {
        if (states.asMap().putIfAbsent(prefix, state) != null) {
            state.release();
        }
    }

    @Override
    public OptionalInt endOfText() {
        return end;
    }

    @Override
    public Runs runs() {
        return new Runs(network.runs(), network.tokens());
    }

    @Override
    public void close() {
        states.asMap().keySet().forEach(prefix -> {
            State state = states.asMap().remove(prefix);
            if (state != null) {
                state.release();
            }
        });
        network.close();
        tokenizer.close();
    }
}
