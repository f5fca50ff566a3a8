/**
 * What widgets and exercises share: the values of a block, where its logits come from, and sentences with figures in them.
 */
package logitlab.lesson.block;
