/** A lecture hall: loads that last minutes, made by Gatling, against the packaged server. */
package logitlab.bench.hall;
