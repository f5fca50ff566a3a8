package logitlab;

/** Whether tests write what they compute into the files that they otherwise compare it with: {@code -Dgoldens=write}. */
public final class Goldens {

    public static final boolean WRITE = "write".equals(System.getProperty("goldens"));

    private Goldens() {}
}
