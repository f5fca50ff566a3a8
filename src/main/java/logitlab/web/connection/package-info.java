/** What the server can learn of a connection while it makes an answer. */
package logitlab.web.connection;
