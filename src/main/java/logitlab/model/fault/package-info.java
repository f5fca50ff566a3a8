/** What a model does wrong while it runs, which is neither the visitor's fault nor this program's. */
package logitlab.model.fault;
