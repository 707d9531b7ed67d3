package dev.heddle.controller;

import java.text.MessageFormat;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Sends what libraries log through {@code java.util.logging} to the log of the controller. */
final class LogBridge extends Handler {
    /** Takes the place of all handlers. */
    static void install() {
        LogManager.getLogManager().reset();
        java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
        root.setLevel(Level.INFO);
        root.addHandler(new LogBridge());
    }

    @Override
    public void publish(LogRecord event) {
        String name = event.getLoggerName();
        LoggingEventBuilder entry =
                LoggerFactory.getLogger(name == null ? "" : name).atLevel(level(event.getLevel()));
        Throwable thrown = event.getThrown();
        (thrown == null ? entry : entry.setCause(thrown)).log(message(event));
    }

    private static org.slf4j.event.Level level(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return org.slf4j.event.Level.ERROR;
        }
        if (value >= Level.WARNING.intValue()) {
            return org.slf4j.event.Level.WARN;
        }
        return value >= Level.INFO.intValue() ? org.slf4j.event.Level.INFO : org.slf4j.event.Level.DEBUG;
    }

    private static String message(LogRecord event) {
        String message = String.valueOf(event.getMessage());
        Object[] parameters = event.getParameters();
        if (parameters == null || parameters.length == 0) {
            return message;
        }
        try {
            return MessageFormat.format(message, parameters);
        } catch (IllegalArgumentException e) {
            return message;
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
