/** Pages that are the same for everyone who opens the same address. */
package logitlab.web.kept;
