package logitlab.model;

import java.time.Duration;

/** Is told how a model is being fetched. */
public interface Progress {

    /** So many bytes of a file are here; the last time, all of them. */
    void at(HubFile file, long bytes);

    /** Something went wrong, and is tried again after a pause. */
    void again(String why, Duration pause);
}
