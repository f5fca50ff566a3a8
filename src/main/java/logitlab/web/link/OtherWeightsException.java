package logitlab.web.link;

/** Refuses to open a link on weights that it was not made with; the visitor decides whether to run it on today's. */
public final class OtherWeightsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient OldLink link;

    OtherWeightsException(OldLink link) {
        super("the link was made with other weights", null, false, false);
        this.link = link;
    }

    public OldLink link() {
        return link;
    }
}
