/** The page of all heads of a model: what each usually looks at, and which one looks there most. */
package logitlab.web.inside.heads;
