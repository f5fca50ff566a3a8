/** What libraries report about a file, in words for the person who has that file. */
package logitlab.model.trouble;
