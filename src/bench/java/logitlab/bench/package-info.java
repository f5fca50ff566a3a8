/**
 * Measures, as ratios within one run, what the playground costs on top of the unavoidable work, and how much load it can bear.
 */
package logitlab.bench;
