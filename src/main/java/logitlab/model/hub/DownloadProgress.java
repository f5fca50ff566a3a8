package logitlab.model.hub;

import java.time.Duration;

/** Shows how a download is coming along. */
public interface DownloadProgress {

    /** {@code bytes} of a file have arrived; the last call for a file reports all of them. */
    void arrived(HubFile file, long bytes);

    /** An attempt failed and is repeated after a pause. */
    void retrying(String why, Duration pause);
}
