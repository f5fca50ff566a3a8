package logitlab.lesson.file;

import java.util.LinkedHashMap;
import java.util.Map;
import logitlab.lesson.exercise.ExerciseKinds;
import logitlab.lesson.question.Exercise;
import logitlab.model.Models;

/** A block of every kind of exercise, by its id. */
public final class EveryExercise {

    private static final String TOY = """
            tokens: [mat, moon, sofa, floor, idea]
            logits: [2.1, -0.5, 0.3, 1.2, -1.0]
            hints: [Look.]
            """;

    /** The kind is in the first line, the YAML below it. */
    public static final Map<String, String> BLOCKS = new LinkedHashMap<>();

    static {
        add("softmax", "number", TOY + """
                question: What is the probability of “{token}”, whose logit is {logit}?
                compute: softmax
                of: floor
                unit: share
                tolerance: 0.005
                mistakes: [other-unit, exponential-alone, share-of-logits, other-token, top-only]
                """);
        add("sharp", "number", TOY + """
                question: What is the probability of “{token}” at temperature {temperature}?
                compute: temperature
                of: floor
                temperature: 0.5
                unit: share
                tolerance: 0.005
                mistakes: [temperature-on-probabilities, multiplied, no-temperature, other-unit, other-token]
                """);
        add("nucleus", "number", TOY + """
                question: What is the sampling probability of “{token}” after top-p {top-p}?
                compute: truncated
                of: mat
                top-p: 0.8
                unit: percent
                tolerance: 0.005
                mistakes: [not-renormalised, crossing-dropped, divided-by-p, other-unit]
                """);
        add("how-many", "number", TOY + """
                question: How many tokens does top-p {top-p} keep?
                compute: kept
                top-p: 0.8
                unit: count
                mistakes: [crossing-dropped, dropped-counted]
                """);
        add("min-p", "number", TOY + """
                question: How many tokens does min-p {min-p} keep?
                compute: kept
                min-p: 0.3
                unit: count
                mistakes: [absolute-min-p, one-too-many]
                """);
        add("raised-by-hand", "number", TOY + """
                question: The logit of “{token}” is {logit}. What is its probability after the bias is added?
                compute: biased
                of: sofa
                bias: {2: 1.5}
                unit: share
                tolerance: 0.005
                mistakes: [bias-on-probability, bias-ignored, not-renormalised, other-token, other-unit]
                """);
        add("penalty", "number", TOY + """
                question: The logit of “{token}” is {logit}. What does it become under a repetition penalty of {repetition-penalty}?
                compute: penalised
                of: moon
                repetition-penalty: 1.25
                unit: number
                tolerance: 0.01
                mistakes: [penalty-turned-round, penalty-subtracted, no-penalty, other-token]
                """);
        add("surprise", "number", TOY + """
                question: What is the surprise of “{token}”?
                compute: cross-entropy
                of: sofa
                unit: nats
                tolerance: 0.01
                mistakes: [sign-forgotten, probability-itself, logit-itself, base-two, base-ten, other-token]
                """);
        add("perplexity", "number", """
                question: What is the perplexity of these three tokens?
                compute: perplexity
                tokens: [the, cat, sat]
                probabilities: [0.5, 0.2, 0.8]
                unit: number
                tolerance: 0.02
                mistakes: [mean-inverted, sum-not-mean, not-exponentiated, base-two]
                hints: [Look.]
                """);
        add("untouched", "choose", TOY + invariant("keeps-probabilities", "constant, double, turn, bias, penalty"));
        add("in-order", "choose", TOY + invariant("keeps-order", "double, turn, bias"));
        add("out-of-order", "choose", TOY + invariant("changes-order", "constant, double, bias"));
        add("same-choice", "choose", TOY + invariant("keeps-greedy", "turn, double"));
        add("other-choice", "choose", TOY + invariant("changes-greedy", "constant, penalty, turn"));
        add("best", "choose", TOY.replace("2.1", "-2.1") + """
                question: Which token does greedy decoding take?
                compute: greedy
                temperature: 2
                """);
        add("biased", "choose", TOY + """
                question: Which token does greedy decoding take?
                compute: greedy
                bias: {3: 1.5}
                """);
        add("dice", "choose", TOY + """
                question: The draw is {draw}. Which token is chosen?
                compute: drawn
                top-k: 3
                seed: 42
                """);
        add("given-draw", "choose", TOY + """
                question: The draw is {draw}. Which token is chosen?
                compute: drawn
                top-p: 0.9
                draw: 0.65
                """);
        add("hotter", "choose", TOY + effect("of: mat\nchange: {temperature: 2}"));
        add("colder", "choose", TOY + effect("of: floor\nchange: {temperature: 0.5}"));
        add("moved", "choose", TOY + effect("of: mat\nchange: {add: 5}"));
        add("banned", "choose", TOY + effect("of: mat\nchange: {ban: moon}"));
        add("raised", "choose", TOY + effect("of: mat\nchange: {raise: moon, by: 2}"));
        add("two-best", "choose", TOY + effect("of: mat\nchange: {top-k: 2}"));
        add("cut", "choose", TOY + """
                question: Which of these tokens does top-p {top-p} drop?
                compute: stays
                ask: dropped
                top-p: 0.8
                options: [mat, floor, sofa]
                """);
        add("left", "choose", TOY + """
                question: Which of these tokens does top-p {top-p} keep?
                compute: stays
                ask: kept
                top-p: 0.8
                options: [moon, floor, sofa]
                """);
        add("wrong-top-p", "choose", TOY + """
                question: Top-p is {top-p}. What is wrong with this program?
                compute: bug
                bug: crossing-dropped
                top-p: 0.8
                options: [crossing-dropped, one-is-greedy, temperature-after, border-on-logits]
                """);
        add("wrong-penalty", "choose", TOY + """
                question: What is wrong with this program?
                compute: bug
                bug: negative-divided
                repeated: [moon, mat, mat]
                repetition-penalty: 1.5
                options: [each-occurrence, negative-divided, no-maximum]
                """);
        add("wrong-temperature", "choose", TOY + """
                question: What is wrong with this program?
                compute: bug
                bug: temperature-after
                temperature: 2
                options: [temperature-after, zero-temperature, head-only]
                """);
        add("wrong-border", "choose", TOY + """
                question: What is wrong with this program?
                compute: bug
                bug: border-on-logits
                min-p: 0.3
                options: [border-on-logits, crossing-dropped, all-masked]
                """);
    }

    static {
        add("rank", "order", TOY + """
                question: Put the tokens in order of probability, most probable first.
                temperature: 0.7
                """);
        add("next", "predict", """
                question: Which token comes next?
                model: storyteller
                prompt: Once upon a time there was a
                decoder: sample
                temperature: 1.2
                seed: 42
                options: 4
                hints: [Look.]
                """);
        add("next-greedy", "predict", """
                question: Which token comes next?
                prompt: Once upon a time there was a
                decoder: greedy
                options: 3
                hints: [Look.]
                """);
        add("tune", "set", TOY + """
                question: Give “{token}” a probability of at least {goal}.
                open: [temperature, top-p]
                goal: probability
                of: floor
                at-least: 0.28
                """);
        add("keep", "set", """
                question: Keep exactly {goal} tokens.
                model: storyteller
                prompt: Once upon a time there was a
                top-k: 50
                open: [top-k]
                goal: kept
                exactly: 3
                hints: [Look.]
                """);
        add("calm", "set", """
                question: Reduce the entropy to {goal} nats.
                model: storyteller
                prompt: Once upon a time there was a
                open: [temperature, min-p]
                goal: entropy
                at-most: 1.5
                hints: [Look.]
                """);
    }

    static {
        add("how-many-tokens", "count", """
                question: How many tokens are these?
                compute: tokens
                model: storyteller
                texts: ["The cat sat on the bed.", "One, two, three.", "Where are you?"]
                mistakes: [words-counted, characters-counted]
                hints: ["How many marks has “{text}”?"]
                """);
        add("how-many-logits", "count", """
                question: How many logits does the model return for {batch} texts of {length} tokens each?
                compute: logits
                model: storyteller
                batch: 2
                length: 6
                mistakes: [last-position-alone, batch-forgotten, vocabulary-alone]
                hints: [Multiply.]
                """);
        add("how-large", "count", """
                question: How many numbers are there in the table?
                compute: table
                model: storyteller
                mistakes: [rows-alone, columns-alone, added]
                hints: ["{vocabulary} rows, {width} columns."]
                """);
        add("which-split", "choose", """
                question: How does the tokenizer split “{text}”?
                compute: split
                model: storyteller
                texts: ["The fox sat on the windmill.", "One, two, three.", "Good morning, said the fox."]
                hints: [Look at the spaces.]
                """);
        add("which-row", "choose", """
                question: Which token does the row at “{token}” predict?
                compute: position
                ask: row
                of: 2
                model: storyteller
                texts: ["Once upon a time there", "The dog and a cat"]
                hints: [Look ahead.]
                """);
        add("whose-row", "choose", """
                question: Which row determines what comes after “{text}”?
                compute: position
                ask: next
                model: storyteller
                texts: ["Once upon a time there", "The dog and a cat"]
                hints: [Look ahead.]
                """);
    }

    static {
        add("real", "number", """
                question: What is the probability of “{token}”, whose logit is {logit}?
                compute: real
                model: storyteller
                texts: ["Once upon a time there was a", "He saw the", "The dog and the"]
                unit: share
                tolerance: 0.005
                mistakes: [other-unit, exponential-alone]
                hints: ["Subtract {largest}, and divide by {sum}. There are {vocabulary} tokens after “{text}”."]
                """);
        add("apart", "number", TOY + """
                question: "{add} is added to every logit. How far is “{token}” above “{other}”?"
                compute: distance
                of: mat
                to: moon
                add: 5
                unit: number
                tolerance: 0.02
                mistakes: [shift-counted, logits-added, distance-below]
                """);
        add("times", "number", TOY + """
                question: How many times as probable as “{other}” is “{token}”?
                compute: ratio
                of: mat
                to: floor
                unit: number
                tolerance: 0.03
                mistakes: [difference-itself, logits-divided, ratio-turned-round]
                """);
        add("times-warm", "number", TOY + """
                question: How many times as probable as “{other}” is “{token}” at temperature {temperature}?
                compute: ratio
                of: mat
                to: floor
                temperature: 0.5
                unit: number
                tolerance: 0.03
                mistakes: [no-temperature, multiplied, difference-itself]
                """);
        add("often", "number", """
                question: How often do you expect “{token}” in {draws} draws?
                compute: often
                tokens: [tea, milk, water]
                probabilities: [0.5, 0.3, 0.2]
                of: milk
                draws: 400
                unit: count
                mistakes: [percent-itself, shared-evenly, other-token]
                hints: [Multiply.]
                """);
        add("in-order-of-llama", "number", TOY + """
                question: How many tokens does top-p {top-p} keep?
                compute: kept
                top-p: 0.8
                temperature: 3
                order: llama.cpp
                unit: count
                mistakes: [other-order, dropped-counted]
                """);
        add("fetched", "number", """
                question: What does the head fetch?
                compute: attention
                tokens: [the, opposite, of]
                scores: [0.5, 2.1, 1.2]
                numbers: [1.0, -0.8, 2.5]
                unit: number
                tolerance: 0.02
                mistakes: [plain-mean, largest-score-alone, scores-as-weights, weights-not-normalised]
                hints: [Weigh.]
                """);
        add("guess", "number", """
                question: What is the loss of a random guess among {vocabulary} tokens?
                compute: random-guess
                vocabulary: 300
                unit: nats
                tolerance: 0.02
                mistakes: [base-two, base-ten, perplexity-itself]
                hints: [Take the logarithm.]
                """);
        add("slope", "number", TOY + """
                question: “{came}” came. What is the slope at the logit of “{token}”?
                compute: gradient
                of: floor
                came: floor
                unit: number
                tolerance: 0.005
                mistakes: [sign-turned, surprise-itself]
                """);
        add("shifted", "number", """
                question: What is the probability of “{token}”?
                compute: softmax
                tokens: [tea, milk, water]
                logits: [901.5, 900.2, 899.3]
                of: milk
                unit: percent
                tolerance: 0.005
                mistakes: [exponential-alone]
                hints: [Subtract.]
                """);
        add("whole-token", "choose", """
                question: Which of these is one token?
                compute: token
                model: storyteller
                texts: [windmill, house, goblin, queen, seventeen, whistled]
                hints: ["Which is frequent?"]
                """);
        add("surest", "choose", """
                question: After which text is the model surest?
                compute: surest
                model: storyteller
                texts: ["Monday, Tuesday, Wednesday,", "He saw the", "Once upon a time there was a", "They went to the"]
                hints: ["How many words fit?"]
                """);
        add("again", "choose", TOY + """
                question: Seed {seed} is used again. Which token is chosen at step {step}?
                compute: replay
                seed: 7
                other: 8
                step: 1
                """);
        add("part", "choose", """
                question: Seed {seed}. At which step do the lanes split?
                compute: parts
                model: storyteller
                prompt: Once upon a time there was a
                temperature: 0.8
                seed: 11
                steps: 5
                hints: [Compare.]
                """);
        add("alike", "choose", """
                question: Whose vector points most like that of “{token}”?
                compute: nearest
                model: storyteller
                tokens: [" king", " queen", " red", " blue", " ran", " walked", " three", " four"]
                of: " king"
                hints: ["Who keeps the same company?"]
                """);
        add("in-front", "choose", """
                question: From which layer on does “{token}” lead?
                compute: lens
                model: storyteller
                texts: ["One, two, three,", "The cat sat on the", "Monday, Tuesday, Wednesday,"]
                hints: [Go back from the last.]
                """);
        add("felt", "choose", """
                question: Where is this change felt first?
                compute: station
                model: storyteller
                prompt: Once upon a time there was a
                temperature: 0.8
                top-k: 3
                seed: 1
                changes: ["seed=0", "temperature=0.3", "prompt=Once upon a time there was an", "top-k=1", "model=storyteller-lstm"]
                hints: ["Who knows of it?"]
                """);
        add("where-lost", "choose", TOY + """
                question: “{chosen}” was chosen. Where was “{token}” lost?
                compute: lost
                of: idea
                top-k: 3
                seed: 7
                """);
        add("sleeps", "choose", TOY + """
                question: A program drops the token that takes the sum to p. With which value does it show?
                compute: asleep
                bug: one-is-greedy
                ask: shows
                setting: top-p
                values: [0.5, 0.9, 1]
                """);
        add("law", "choose", TOY + """
                question: Which law does this program break?
                compute: law
                bug: crossing-dropped
                top-p: 0.8
                options: [sum, constant, reaches]
                """);
        add("divided", "choose", TOY + effect("of: mat\nchange: {divide-probabilities: 2}"));
        add("wager", "bet", """
                question: Which token will be drawn?
                prompt: Once upon a time there was a
                seed: 7
                options: 4
                hints: ["Which interval is the longest?"]
                """);
        add("band", "set", """
                question: Keep {goal} to {goal-most} tokens.
                model: storyteller
                prompt: He saw the
                open: [min-p]
                goal: kept
                at-least: 15
                at-most: 25
                hints: [Look.]
                """);
        add("largest-logit", "predict", """
                question: Which token has the largest logit?
                prompt: The dog drank the
                ask: logit
                decoder: greedy
                options: 4
                hints: [Look.]
                """);
        add("at-turn", "count", """
                question: How many tokens go into the model at step {loop-step}?
                compute: input
                model: storyteller
                texts: ["Once upon a time", "The cat sat on the"]
                step: 4
                mistakes: [prompt-alone, last-token-alone, own-token-too]
                hints: [The prompt too.]
                """);
    }

    private EveryExercise() {}

    private static String invariant(String ask, String options) {
        return "question: Which of these edits is it?\ncompute: invariant\nof: sofa\nask: " + ask + "\noptions: ["
                + options + "]\n";
    }

    private static String effect(String lines) {
        return "question: What happens to the probability of “{token}”?\ncompute: effect\n" + lines + "\n";
    }

    private static void add(String id, String kind, String yaml) {
        BLOCKS.put(id, kind + "\nid: " + id + "\n" + yaml);
    }

    public static Exercise of(String id, Models models) {
        return read(BLOCKS.get(id), models);
    }

    public static Exercise read(String block, Models models) {
        String[] parts = block.split("\n", 2);
        return ExerciseKinds.parse(parts[0], YamlValues.of(parts[1]), models);
    }

    /** A lesson that contains all of them. */
    public static String lesson() {
        StringBuilder lesson = new StringBuilder(
                "---\ntitle: Every exercise\nsummary: S.\nminutes: 5\nable: [Do it.]\ngroup: choosing\n---\nHello.\n");
        BLOCKS.values()
                .forEach(block -> lesson.append("\n```exercise ").append(block).append("```\n"));
        return lesson.toString();
    }
}
