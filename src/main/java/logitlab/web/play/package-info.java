/** The playground: its page, its fragments, and the prompts worth trying. */
package logitlab.web.play;
