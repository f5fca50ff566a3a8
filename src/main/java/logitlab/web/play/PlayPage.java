package logitlab.web.play;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.Decoder;
import logitlab.decoding.InvalidValue;
import logitlab.model.Models;
import logitlab.web.Hidden;
import logitlab.web.Messages;
import logitlab.web.ModelChoice;
import logitlab.web.Page;
import logitlab.web.Preview;
import logitlab.web.Problem;

/**
 * The whole playground: the prompt, the settings, and the lab, which is left out where the link cannot be opened.
 *
 * @param prompt as it was typed
 * @param settings what the prompt form carries where there is no lab to carry it
 * @param place what the settings form carries where there is no lab to carry it
 * @param models each with whether it is the chosen one
 */
public record PlayPage(
        String prompt,
        List<ModelChoice> models,
        List<Example> examples,
        List<LaneSettings> lanes,
        String seed,
        String rows,
        Problem problem,
        List<Hidden> settings,
        List<Hidden> place,
        Optional<Lab> lab,
        Optional<Preview> preview)
        implements Page {

    /** The settings of one lane; none of the models is chosen where it is the link's. */
    public record LaneSettings(String name, String decoder, List<ModelChoice> models, List<Field> fields) {}

    private static final List<String> GREEDY_FIELDS = List.of("repetition-penalty");
    private static final List<String> SAMPLE_FIELDS =
            List.of("temperature", "top-k", "top-p", "min-p", "typical-p", "repetition-penalty");

    /** @param origin where the visitor reached this server, where that is known */
    static PlayPage of(Play play, Models models, Optional<String> origin) {
        Lab lab = Lab.of(play);
        Optional<Preview> preview = origin.map(server -> new Preview(
                Messages.ENGLISH,
                server,
                "/play?" + lab.query(),
                "/play/picture.png?" + lab.query(),
                Messages.ENGLISH.say("picture.alt", lab.announcement())));
        return of(play.link().toMap(), Problem.NONE, Optional.of(lab), preview, models);
    }

    /** The page for a link that cannot be opened: what is wrong, and everything that was typed. */
    static PlayPage refused(Map<String, String> words, InvalidValue invalid, Models models) {
        return of(words, Problem.of(Messages.ENGLISH, invalid, words::get), Optional.empty(), Optional.empty(), models);
    }

    private static PlayPage of(
            Map<String, String> words, Problem problem, Optional<Lab> lab, Optional<Preview> preview, Models models) {
        Map<String, String> right =
                problem.field().map(wrong -> Link.right(words, wrong)).orElse(words);
        return new PlayPage(
                words.getOrDefault("prompt", ""),
                ModelChoice.all(
                        models, words.getOrDefault("model", models.first().id())),
                Example.all(Messages.ENGLISH, words.getOrDefault("prompt", ""), models.first()),
                List.of("a", "b", "c", "d").stream()
                        .filter(words::containsKey)
                        .map(name -> lane(name, words, problem, models))
                        .toList(),
                words.getOrDefault("seed", ""),
                words.getOrDefault("rows", "10"),
                problem,
                Carried.settings(right),
                Carried.place(right),
                lab,
                preview);
    }

    private static LaneSettings lane(String name, Map<String, String> words, Problem problem, Models models) {
        boolean greedy = Decoder.GREEDY.word().equals(words.get(name));
        List<Field> fields = (greedy ? GREEDY_FIELDS : SAMPLE_FIELDS)
                .stream()
                        .map(setting -> Field.of(name, setting, words, problem))
                        .toList();
        return new LaneSettings(
                name,
                greedy ? "greedy" : "sample",
                ModelChoice.all(models, words.getOrDefault(name + ".model", "")),
                fields);
    }

    @Override
    public String title() {
        return lab.map(Lab::title).orElseGet(() -> say("error.title.400"));
    }

    @Override
    public String description() {
        return lab.map(Lab::description).orElse(problem.sentence());
    }

    @Override
    public String section() {
        return "play";
    }

    @Override
    public boolean computed() {
        return lab.isPresent();
    }

    /** Whether the problem of the page is about this field. */
    public boolean wrong(String key) {
        return problem.isAbout(key);
    }
}
