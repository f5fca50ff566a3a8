package logitlab.bench.hall;

import io.gatling.javaapi.core.Simulation;

/** What Gatling runs: Gatling makes this object itself, so the load is where it can be found. */
public final class HallSimulation extends Simulation {

    /** The load sets itself up. */
    public HallSimulation() {
        Hall hall = Hall.current();
        setUp(hall.populations()).protocols(hall.protocol());
    }

    @Override
    public void after() {
        Hall.current().report();
    }
}
