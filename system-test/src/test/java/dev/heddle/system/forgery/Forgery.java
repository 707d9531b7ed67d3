package dev.heddle.system.forgery;

/**
 * A frame that pretends.
 *
 * @param reason under which it is dropped, as API and metrics name it
 */
public record Forgery(String name, String reason, Template template) {
    /** Makes the frame, for one receiver of it. */
    @FunctionalInterface
    public interface Template {
        /** @param mark has to be in it as it is, so that the frame is known again wherever it comes out */
        byte[] frame(byte[] destinationMac, byte[] mark);
    }
}
