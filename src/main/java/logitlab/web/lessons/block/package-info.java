/**
 * What all widgets and exercises of a page share: the request with the values of every block, the form, the result.
 */
package logitlab.web.lessons.block;
