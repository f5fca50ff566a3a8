/** Permits to run a model, and the queue of those who wait for one. Steps that fit together share a run. */
package logitlab.model.batch;
