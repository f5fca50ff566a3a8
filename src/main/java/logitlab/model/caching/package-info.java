/** What all models share, whatever runs them: limits, prompts, and a cache that spares runs. */
package logitlab.model.caching;
