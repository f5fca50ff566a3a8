/** How a model fails: when its files are read, when it is loaded again, and while it runs. */
package logitlab.model.failure;
