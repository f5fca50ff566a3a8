package logitlab;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the lines of the log are written. */
enum LogFormat {
    /** As {@code logback.xml} has it, for people. */
    text,
    /** One JSON object a line, for programs that collect logs. */
    json;

    /** Writes the log in this format from now on. */
    void use() {
        if (this == json) {
            LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
            JsonEncoder encoder = new JsonEncoder();
            encoder.setContext(context);
            encoder.start();
            OutputStreamAppender<ILoggingEvent> console = (OutputStreamAppender<ILoggingEvent>)
                    context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("console");
            console.setEncoder(encoder);
        }
    }
}
