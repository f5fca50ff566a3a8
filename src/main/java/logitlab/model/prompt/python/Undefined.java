package logitlab.model.prompt.python;

/** What stands for a name, an attribute or an item that does not exist: empty where it is printed, an error where it is used. */
public record Undefined(String name) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Undefined;
    }

    @Override
    public int hashCode() {
        return 0;
    }

    public JinjaException used() {
        return new JinjaException("\"" + name + "\" is undefined");
    }
}
