package logitlab.web.lessons;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.lesson.Lesson;
import logitlab.lesson.LessonGroup;
import logitlab.lesson.file.Lessons;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.view.Numbers;

/**
 * The course: its lessons in their groups, how long they take, and the path for those who have an hour.
 *
 * @param groups those that have lessons
 * @param hour the lessons of the path
 */
public record CourseMap(Messages messages, Optional<Lesson> first, List<Group> groups, List<Stop> hour)
        implements View {

    public record Stop(Lesson lesson, LessonProgress progress) {}

    /**
     * A part of the course.
     *
     * @param key names it in links, messages and its icon
     */
    public record Group(Messages messages, String key, List<Stop> stops) implements View {

        public String title() {
            return say("group." + key);
        }

        public String about() {
            return say("group." + key + ".about");
        }

        /** How many lessons it has, and how long they take. */
        public String size() {
            return say("group.size", stops.size(), CourseMap.minutes(lessons()));
        }

        private Stream<Lesson> lessons() {
            return stops.stream().map(Stop::lesson);
        }
    }

    public static CourseMap of(Messages messages, Lessons lessons) {
        return new CourseMap(
                messages,
                lessons.all().stream().findFirst(),
                Arrays.stream(LessonGroup.values())
                        .map(group -> group(messages, lessons, group))
                        .filter(group -> !group.stops().isEmpty())
                        .toList(),
                lessons.all().stream()
                        .filter(Lesson::inHour)
                        .map(lesson -> stop(messages, lesson))
                        .toList());
    }

    private static Group group(Messages messages, Lessons lessons, LessonGroup group) {
        return new Group(
                messages,
                group.key(),
                lessons.all().stream()
                        .filter(lesson -> lesson.group() == group)
                        .map(lesson -> stop(messages, lesson))
                        .toList());
    }

    private static Stop stop(Messages messages, Lesson lesson) {
        return new Stop(lesson, LessonProgress.of(messages, lesson));
    }

    private static int minutes(Stream<Lesson> lessons) {
        return lessons.mapToInt(Lesson::minutes).sum();
    }

    private Stream<Lesson> lessons() {
        return groups.stream().flatMap(Group::lessons);
    }

    /** How many lessons there are, and about how many hours they take, to the nearest half. */
    public String size() {
        double hours = Math.round(minutes(lessons()) / 30.0) / 2.0;
        return say("course.size", lessons().count(), Numbers.plain(Math.max(0.5, hours)));
    }

    /** The names of all lessons in links, for the script that offers the last place of reading. */
    public String slugs() {
        return lessons().map(Lesson::slug).collect(Collectors.joining(" "));
    }
}
