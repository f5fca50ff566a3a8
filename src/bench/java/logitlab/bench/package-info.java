/**
 * Measures what the playground costs on top of the unavoidable work, as ratios within one run, and how much load it can bear.
 */
package logitlab.bench;
