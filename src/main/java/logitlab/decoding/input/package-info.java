/**
 * Values that come from outside: number parsers, ranges, constraints, and the exception that names the field, the rule and
 * the value.
 */
package logitlab.decoding.input;
