/** What the playground costs beside the work that it cannot do without, in ratios of one run; and what it bears. */
package logitlab.bench;
