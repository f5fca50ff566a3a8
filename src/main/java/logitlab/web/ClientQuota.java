package logitlab.web;

import java.util.HashMap;
import java.util.Map;

/** A number of places, of which one client may hold a share. Safe for use by many threads. */
public final class ClientQuota {

    private static final double SHARE = 0.6;

    private final int most;
    private final int each;
    private final Map<String, Integer> held = new HashMap<>();
    private int taken;

    /** @param each the most places for one client */
    public ClientQuota(int most, int each) {
        this.most = most;
        this.each = each;
    }

    /** 60% for each client, and at least one. */
    public static ClientQuota of(int most) {
        return new ClientQuota(most, Math.max(1, (int) (SHARE * most)));
    }

    /** Takes one more place for the client, who must give it back; returns false if none is free. */
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

    /** The number of all places. */
    public int most() {
        return most;
    }

    /** The most places that one client may hold. */
    public int each() {
        return each;
    }

    /** The number of places that all clients hold together. */
    public synchronized int taken() {
        return taken;
    }
}
