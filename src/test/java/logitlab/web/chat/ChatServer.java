package logitlab.web.chat;

import logitlab.TestServer;

/** The real server with Storyteller and two small models that have a chat template. */
public final class ChatServer {

    private ChatServer() {}

    public static TestServer.Own start() {
        return TestServer.with(
                "--models",
                "models",
                "--models",
                "src/test/resources/model/chatml",
                "--models",
                "src/test/resources/model/turns");
    }
}
