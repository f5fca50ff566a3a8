/** Models that run elsewhere, on a server of the Open Inference Protocol, and what happens when it does not answer. */
package logitlab.model.engine;
