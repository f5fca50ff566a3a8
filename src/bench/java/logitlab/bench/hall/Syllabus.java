package logitlab.bench.hall;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import logitlab.bench.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What learners can ask for on this site: its lessons, their exercises, and links to the playground. */
final class Syllabus {

    private static final List<String> BEGINNINGS = List.of(
            "Once upon a time",
            "One day, a little girl",
            "The old king",
            "Tom and his dog",
            "In the garden there was",
            "Mom said");
    private static final List<String> NAMES =
            List.of("Lily", "Ben", "Mia", "Tim", "Anna", "Max", "Sue", "Sam", "Lucy", "Jack");

    private static final int STORIES = 600;

    /** Answers to each exercise that the site may be asked to judge; those that it cannot read are left out. */
    private static final int ANSWERS = 6;

    /** What may be typed where a number belongs. */
    private static final List<String> NUMBERS = List.of("0.05", "0.5", "1.5", "3", "7");

    private final List<String> stories;
    private final List<String> lessons;
    private final List<String> answers;

    private Syllabus(List<String> stories, List<String> lessons, List<String> answers) {
        this.stories = stories;
        this.lessons = lessons;
        this.answers = answers;
    }

    static Syllabus read(URI server) throws IOException {
        try (Connection connection = new Connection(server)) {
            connection.waitAtMost(60_000);
            List<String> stories = new ArrayList<>();
            for (int story = 0; story < STORIES; story++) {
                stories.add(connection
                        .send(connection.get("/play?" + begun(story)))
                        .header("Location")
                        .orElseThrow()
                        .replaceFirst("/play\\?", ""));
            }
            List<String> lessons =
                    page(connection, "/lessons").select("main a[href^=/lessons/]").eachAttr("href").stream()
                            .filter(path -> path.matches("/lessons/[^/?#]+"))
                            .distinct()
                            .toList();
            List<String> answers = new ArrayList<>();
            for (String lesson : lessons) {
                for (Element form : page(connection, lesson).select("form[data-hx-get$=/feedback]")) {
                    for (int number = 0; number < ANSWERS; number++) {
                        String answer = answer(form);
                        if (connection.send(connection.get(answer)).status() == 200) {
                            answers.add(answer);
                        }
                    }
                }
            }
            return new Syllabus(stories, lessons, answers);
        }
    }

    private static Document page(Connection connection, String path) throws IOException {
        byte[] html = connection.send(connection.get(path)).ok().plainBody();
        return Jsoup.parse(new String(html, StandardCharsets.UTF_8));
    }

    /** Fills in a form, rightly or not, with numbers of the learner's own. */
    private static String answer(Element form) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (Element field : form.select("input[name]")) {
            fields.computeIfAbsent(field.attr("name"), none -> new ArrayList<>())
                    .add(field.val().isEmpty() ? any(NUMBERS) : field.val());
        }
        String address = form.attr("data-hx-get");
        List<String> query = new ArrayList<>();
        fields.forEach((name, values) -> query.add(pair(name, any(values))));
        String exercise = address.replaceFirst(".*/exercises/(.*)/feedback", "$1");
        query.add(pair(exercise + ".seed", Integer.toString(random().nextInt(1_000))));
        return address + "?" + String.join("&", query);
    }

    String lesson() {
        return any(lessons);
    }

    /** An answer to an exercise, right or wrong. */
    String answer() {
        return any(answers);
    }

    /** The query of a complete link with two lanes to the beginning of a story. */
    String story() {
        return any(stories);
    }

    private static String begun(int story) {
        String prompt = BEGINNINGS.get(story % BEGINNINGS.size()) + " " + any(NAMES) + " and " + any(NAMES);
        return pair("prompt", prompt) + "&seed=" + story + "&a=greedy&b=sample&b.temperature=0.8&b.top-p=0.95";
    }

    /** The query that the form of settings sends after the temperature was moved: with the tokens so far. */
    static String moved(String link) {
        String kept = link.replaceFirst("^[^?]*\\?", "").replaceFirst("&b\\.temperature=[^&]*", "");
        return kept + "&typed=1&b.temperature=" + (0.5 + 0.05 * random().nextInt(20) + "0000").substring(0, 4);
    }

    private static String pair(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static <T> T any(List<T> values) {
        return values.get(random().nextInt(values.size()));
    }

    private static ThreadLocalRandom random() {
        return ThreadLocalRandom.current();
    }
}
