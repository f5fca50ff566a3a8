/** What it would take for a token to be kept or chosen at one step: which settings, which draw, which seed. Found by trying. */
package logitlab.decoding.take;
