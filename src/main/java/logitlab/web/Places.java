package logitlab.web;

import java.util.HashMap;
import java.util.Map;

/** A number of places, of which one client holds its share at most. Safe for use by many threads. */
public final class Places {

    private static final double SHARE = 0.6;

    private final int most;
    private final int each;
    private final Map<String, Integer> held = new HashMap<>();
    private int taken;

    /** @param each so many for one client */
    public Places(int most, int each) {
        this.most = most;
        this.each = each;
    }

    /** 60% for each client, and never fewer than one. */
    public static Places of(int most) {
        return new Places(most, Math.max(1, (int) (SHARE * most)));
    }

    /** Whether the client has got one more; who gets one gives it back. */
    public synchronized boolean take(String client) {
        if (taken >= most || held.getOrDefault(client, 0) >= each) {
            return false;
        }
        taken++;
        held.merge(client, 1, Integer::sum);
        return true;
    }

    public synchronized void giveBack(String client) {
        taken--;
        held.computeIfPresent(client, (key, number) -> number == 1 ? null : number - 1);
    }

    /** How many one client holds at most. */
    public int each() {
        return each;
    }

    /** How many all clients hold together. */
    public synchronized int taken() {
        return taken;
    }
}
