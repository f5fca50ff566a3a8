/** What all models share, whatever runs them: limits, prompts, and a cache that saves runs. */
package logitlab.model.caching;
