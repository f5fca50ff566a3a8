/**
 * Token ids to logits with ONNX Runtime: sessions, tensors, the state after a prefix, caches, and limits on what runs at
 * once.
 */
package logitlab.model.onnx;
