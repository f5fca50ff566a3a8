/** Native tensors: how they are made, how the state of texts lies in them, and who frees their memory. */
package logitlab.model.onnx.tensor;
