package logitlab.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Rule;

/** A network behind the cache: a run starts from the state that spares it most, and no two threads run the same prefix. */
final class OnnxLanguageModel implements LanguageModel {

    /** The longest prompt, in characters. */
    static final int PROMPT_CHARACTERS = 2000;

    private static final int LOCKS = 64;

    private final String id;
    private final ModelCard card;
    private final Config config;
    private final Tokenizer tokenizer;
    private final Network network;
    private final Machine machine;
    private final List<Lock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).collect(Collectors.toUnmodifiableList());

    OnnxLanguageModel(String id, ModelCard card, Config config, Tokenizer tokenizer, Network network, Machine machine) {
        this.id = id;
        this.card = card;
        this.config = config;
        this.tokenizer = tokenizer;
        this.network = network;
        this.machine = machine;
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
            return Prefix.of(config.start().orElseThrow(() -> new InvalidValue("prompt", new Rule("not-empty"), text)));
        }
        return prompt;
    }

    @Override
    public List<Logits> logits(Prefix whole, int from) {
        check(whole, from);
        Logits[] known = new Logits[whole.size() - from + 1];
        if (!recall(known, whole, from)) {
            // whoever else wants the same waits here, and then finds it in the cache
            Lock same = locks.get(Math.floorMod(whole.hashCode(), LOCKS));
            same.lock();
            try {
                if (!recall(known, whole, from)) {
                    machine.inTurn(() -> run(known, whole, from));
                }
            } finally {
                same.unlock();
            }
        }
        return List.of(known);
    }

    private void check(Prefix whole, int from) {
        if (from < 1 || from > whole.size() || whole.size() > card.contextLength()) {
            throw new IllegalArgumentException("prefix must have from 1 to " + card.contextLength() + " ids but has "
                    + whole.size() + ", looked at from " + from);
        }
        // ONNX Runtime would take negative ids from the end of the table
        whole.ids()
                .filter(token -> token < 0 || token >= card.vocabularySize())
                .findFirst()
                .ifPresent(token -> {
                    throw new IllegalArgumentException(
                            "token id must be from 0 to " + (card.vocabularySize() - 1) + " but is " + token);
                });
    }

    /** Fills in what the cache has; whether that is all. */
    private boolean recall(Logits[] known, Prefix whole, int from) {
        for (int i = 0; i < known.length; i++) {
            if (known[i] == null) {
                known[i] = machine.cache().logits(id, whole.first(from + i)).orElse(null);
            }
        }
        return Stream.of(known).allMatch(Objects::nonNull);
    }

    /** Fills in what is missing, by one run. */
    private Logits[] run(Logits[] known, Prefix whole, int from) {
        int missing = from
                + IntStream.range(0, known.length)
                        .filter(i -> known[i] == null)
                        .findFirst()
                        .getAsInt();
        Optional<State> before = machine.cache().hold(id, whole, missing - 1);
        try {
            Network.Output output = network.run(id, whole, before, missing);
            for (int i = 0; i < output.logits().size(); i++) {
                known[missing - from + i] = output.logits().get(i);
                machine.cache()
                        .keep(id, whole.first(missing + i), output.logits().get(i));
            }
            output.state().ifPresent(machine.cache()::keep);
            return known;
        } finally {
            before.ifPresent(State::release);
        }
    }

    @Override
    public OptionalInt remembered(Choice choice) {
        return machine.cache().chosen(id, choice);
    }

    @Override
    public void remember(Choice choice, int chosen) {
        machine.cache().keep(id, choice, chosen);
    }

    @Override
    public OptionalInt endOfText() {
        return config.end();
    }

    @Override
    public Runs runs() {
        return network.runs();
    }

    @Override
    public void close() {
        network.close();
        tokenizer.close();
    }
}
