/** Permits to run, and the queue of those who wait for one: what fits together shares a run. */
package logitlab.model.batch;
