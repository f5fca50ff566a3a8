/** The command line, and the place where all parts of the program are put together. */
package logitlab;
