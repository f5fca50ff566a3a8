/** What the playground costs beside the work that it cannot do without, in ratios of one run. */
package logitlab.bench;
