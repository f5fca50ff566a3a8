/** The page of the models: what each of them is, and why packages were skipped. */
package logitlab.web.models;
