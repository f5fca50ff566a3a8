package logitlab.web.tool.take;

import java.util.List;
import java.util.stream.Stream;
import logitlab.decoding.Bias;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Step;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.take.WhatItTakes;
import logitlab.model.Lane;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.HiddenField;
import logitlab.web.link.ToolLink;
import logitlab.web.tool.OpenedTool;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;
import logitlab.web.view.TypedToken;

/**
 * What it would take for one token to be chosen at the step looked at.
 *
 * @param sentence what happened to the token
 * @param action the address of the form for any other token
 * @param hidden fields of that form
 * @param candidates the best tokens, each a link to the same page about it
 * @param groups the answers; empty if nothing can choose the token, or the lane had finished before the step
 */
public record TakeView(
        Messages messages,
        String sentence,
        String action,
        List<HiddenField> hidden,
        List<TokenChoice> candidates,
        List<Group> groups)
        implements View {

    private static final String TEXT = "text";
    private static final String TOKEN = "token";
    private static final int CANDIDATES = 8;

    /** A token that the page can be about. @param current whether it is */
    public record TokenChoice(String token, boolean special, String address, boolean current) {}

    /** Answers to one question. @param note about all of them, or nothing @param answers empty if the note is the answer */
    public record Group(String id, String title, String note, List<TakeAnswer> answers) {}

    /** @throws InvalidValueException naming {@code token} or {@code text}, if that is not a token of the vocabulary */
    public static TakeView of(Messages messages, OpenedTool opened) {
        ToolLink link = opened.link();
        List<HiddenField> hidden = HiddenField.of(link.toMap(), key -> !key.equals(TEXT) && !key.equals(TOKEN));
        String action = "/play/" + link.tool().key();
        if (!opened.chose()) {
            return new TakeView(messages, messages.say("lane.over"), action, hidden, List.of(), List.of());
        }
        Lane lane = opened.lane();
        Step step = lane.step(opened.at());
        int token = token(opened, step);
        WhatItTakes takes = new WhatItTakes(
                step.logits(),
                lane.text().first(lane.prompt().size() + opened.at()),
                lane.settings(),
                step.draw(),
                token);
        return new TakeView(
                messages,
                sentence(messages, opened, step, token),
                action,
                hidden,
                candidates(opened, step, token),
                takes.banned() ? List.of() : groups(messages, opened, takes));
    }

    /** The token that the link names by its text or its id; otherwise the best that was not chosen. */
    private static int token(OpenedTool opened, Step step) {
        String text = opened.link().own().get(TEXT);
        if (text != null) {
            return known(TEXT, TypedToken.word(TEXT, text, opened.model().tokenizer()), step);
        }
        return opened.link().token().isPresent()
                ? known(TOKEN, opened.link().token().getAsInt(), step)
                : step.best(2).stream()
                        .mapToInt(Candidate::id)
                        .filter(id -> id != taken(opened))
                        .findFirst()
                        .orElseGet(step::chosen);
    }

    private static int known(String field, int id, Step step) {
        int last = step.logits().size() - 1;
        if (id > last) {
            throw new InvalidValueException(field, new Constraint("from-to", 0, last), Integer.toString(id));
        }
        return id;
    }

    private static int taken(OpenedTool opened) {
        return opened.lane().ids().get(opened.at());
    }

    private static String sentence(Messages messages, OpenedTool opened, Step step, int token) {
        Candidate candidate = step.candidate(token);
        boolean draws = opened.lane().decoder().draws();
        String key;
        if (token == taken(opened)) {
            key = draws ? "chosen" : "chosen.greedy";
        } else if (!step.logits().allows(token)) {
            key = "banned";
        } else if (opened.lane().settings().bias().getOrDefault(token, 0.0) == Bias.BAN) {
            key = "banned.here";
        } else {
            key = !draws ? "not-chosen.greedy" : candidate.kept() ? "kept" : "dropped";
        }
        return messages.say(
                "take.is." + key,
                opened.token(token),
                Sentences.rank(messages, candidate.rank()),
                Numbers.percent(candidate.modelProbability()),
                Numbers.percent(candidate.samplingProbability()),
                candidate
                        .droppedBy()
                        .filter(by -> draws)
                        .map(by -> messages.say("take.name." + by))
                        .orElse(""));
    }

    private static List<TokenChoice> candidates(OpenedTool opened, Step step, int token) {
        Stream<Integer> best = step.best(CANDIDATES).stream().map(Candidate::id);
        return Stream.concat(best, Stream.of(token))
                .distinct()
                .map(id -> new TokenChoice(
                        opened.token(id),
                        opened.model().tokenizer().token(id).special(),
                        opened.link().tool(opened.tool()).token(id).address(),
                        id == token))
                .toList();
    }

    private static List<Group> groups(Messages messages, OpenedTool opened, WhatItTakes takes) {
        TakeAnswers answers = new TakeAnswers(messages, opened, takes);
        Decoder decoder = opened.lane().decoder();
        return !decoder.draws()
                ? List.of(new Group(
                        "take-chosen",
                        messages.say("take.chosen"),
                        messages.say("take.chosen." + decoder.key()),
                        List.of(answers.greedy())))
                : List.of(
                        new Group("take-chosen", messages.say("take.chosen"), "", answers.chosen()),
                        new Group(
                                "take-kept",
                                messages.say("take.kept"),
                                messages.say("take.kept.note"),
                                answers.kept()));
    }
}
