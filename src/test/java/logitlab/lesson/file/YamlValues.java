package logitlab.lesson.file;

import logitlab.lesson.block.BlockValues;

/** The values of a block that a test writes as a lesson does. */
public final class YamlValues {

    private YamlValues() {}

    public static BlockValues of(String yaml) {
        return YamlBlock.parse("test", yaml, 0).values();
    }
}
