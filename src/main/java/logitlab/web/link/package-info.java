/** Every address that the site promises to keep: links parsed into typed values, and typed values written as links. */
package logitlab.web.link;
