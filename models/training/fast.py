"""The training passes, written by hand, with the matrix products in bfloat16: what all share, and the transformer's.

A pass makes loss and gradients of a few rows on one thread, so that every number it works on stays near the processor; each
thread gets such parts of the batch. PyTorch's own under autocast starts and joins its threads in every operation, and computes
the tanh GELU and the attention's gradient slowly: it takes three times as long. Only the training uses this file.
"""

import ctypes
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import torch
import torch.nn.functional as F

A, B = 1.5957691216057308, 0.044715  # tanh GELU: x * sigmoid(A * (x + B * x**3))


def compiled():
    """The functions of kernels.c, or None where there is no C compiler: then PyTorch does the same, more slowly."""
    source = Path(__file__).with_name("kernels.c")
    with tempfile.TemporaryDirectory() as folder:
        library = f"{folder}/kernels.so"
        command = ["cc", "-O3", "-march=native", "-ffast-math", "-shared", "-fPIC", "-o", library, str(source), "-lm"]
        try:
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            return None
        return ctypes.CDLL(library)


KERNELS = compiled()


def call(function, *arguments):
    """Calls a function of kernels.c with tensors (which it may change), whole numbers and floats."""
    kinds = {torch.Tensor: lambda tensor: ctypes.c_void_p(tensor.data_ptr()), int: ctypes.c_long, float: ctypes.c_float}
    getattr(KERNELS, function)(*(kinds[type(each)](each) for each in arguments))


def gelu_gate(x):
    """The sigmoid in the tanh GELU of x."""
    return torch.addcmul(x.new_tensor(A), x, x, value=A * B).mul_(x).sigmoid_()


def gelu(x):
    """The tanh GELU of x, which is contiguous."""
    if KERNELS:
        y = torch.empty_like(x)
        call("gelu", x, y, x.numel())
        return y
    return x * gelu_gate(x)


def gelu_backward(dy, x):
    """The gradient of `gelu` for x; overwrites dy."""
    if KERNELS:
        call("gelu_backward", dy, x, x.numel())
        return dy
    gate = gelu_gate(x)
    slope = torch.addcmul(x.new_tensor(A), x, x, value=3 * A * B).mul_(x).mul_(gate)
    slope.addcmul_(slope, gate, value=-1)
    return dy.mul_(slope.add_(gate))


def attention_softmax(scores, mask, scale):
    """The attention weights of scores [count, length, length]; overwrites them. `mask` is minus infinity for later positions."""
    if KERNELS:
        call("attention_softmax", scores, scores.shape[0], scores.shape[1], scale)
        return scores
    return scores.mul_(scale).add_(mask).softmax(-1)


def attention_softmax_backward(gradient, weights, scale):
    """The gradient for the scores from the one for the attention weights, which it overwrites."""
    if KERNELS:
        call("attention_softmax_backward", gradient, weights, weights.shape[0], weights.shape[1], scale)
        return gradient
    return torch._softmax_backward_data(gradient, weights, -1, gradient.dtype).mul_(scale)


def loss_softmax(logits, targets, count):
    """Each row's cross-entropy, and the gradient of their sum divided by `count` for the logits [rows, vocabulary], which it overwrites."""
    if KERNELS:
        losses = torch.empty(len(logits))
        call("loss_softmax", logits, targets, losses, *logits.shape, float(count))
        return losses, logits
    target, logits = targets[:, None], logits.float()
    logits -= logits.amax(1, keepdim=True)
    right = logits.gather(1, target)
    sums = logits.exp_().sum(1, keepdim=True)
    gradient = logits.div_(sums * count).scatter_add_(1, target, torch.full(target.shape, -1 / count)).bfloat16()
    return (sums.log() - right)[:, 0], gradient


def norm(x, weight, bias):
    """The layer norm of x, [tokens, width], in bfloat16, and what its gradient needs."""
    y, mean, scale = torch.native_layer_norm(x, x.shape[-1:], weight, bias, 1e-5)
    return y.bfloat16(), (x, mean, scale, weight, bias)


def norm_backward(dy, kept):
    """The gradients for x, weight and bias."""
    x, mean, scale, weight, bias = kept
    return torch.ops.aten.native_layer_norm_backward(dy.float(), x, x.shape[-1:], mean, scale, weight, bias, [True] * 3)


def linear_backward(dy, x, weight):
    """The gradients for x, weight and bias of F.linear."""
    return torch.mm(dy, weight), torch.mm(x.t(), dy).t(), dy.sum(0, dtype=torch.float32)


class BlockPass:
    """One block's forward pass, and from what that leaves here, its backward pass. `weights` are in the order of the block's parameters."""

    def __init__(self, weights, heads, mask):
        self.weights, self.heads, self.mask = weights, heads, mask

    def forward(self, x, batch):
        norm1, bias1, qkv, qkv_bias, out, out_bias, norm2, bias2, up, up_bias, down, down_bias = self.weights
        self.into_attention, self.kept1 = norm(x, norm1, bias1)
        packed = F.linear(self.into_attention, qkv, qkv_bias).view(batch, -1, 3, self.heads, x.shape[1] // self.heads)
        self.qkv = packed.permute(2, 0, 3, 1, 4).flatten(1, 2).contiguous()  # [3, batch * heads, sequence, head width]
        query, key, value = self.qkv
        self.attention = attention_softmax(torch.bmm(query, key.transpose(1, 2)), self.mask, query.shape[2] ** -0.5)
        gathered = torch.bmm(self.attention, value)
        self.gathered = gathered.view(batch, self.heads, *gathered.shape[1:]).transpose(1, 2).reshape(x.shape)
        x = x + F.linear(self.gathered, out, out_bias)
        self.into_feed, self.kept2 = norm(x, norm2, bias2)
        self.hidden = F.linear(self.into_feed, up, up_bias)
        self.active = gelu(self.hidden)
        return x + F.linear(self.active, down, down_bias)

    def backward(self, dx, batch):
        """From the gradient for what comes out to the one for what goes in, and those for the weights."""
        norm1, bias1, qkv, qkv_bias, out, out_bias, norm2, bias2, up, up_bias, down, down_bias = self.weights
        dactive, ddown, ddown_bias = linear_backward(dx.bfloat16(), self.active, down)
        dfeed, dup, dup_bias = linear_backward(gelu_backward(dactive, self.hidden), self.into_feed, up)
        dfeed, dnorm2, dbias2 = norm_backward(dfeed, self.kept2)
        dx = dx + dfeed

        dgathered, dout, dout_bias = linear_backward(dx.bfloat16(), self.gathered, out)
        query, key, value = self.qkv
        dgathered = dgathered.view(batch, -1, self.heads, query.shape[2]).transpose(1, 2).reshape(query.shape)
        dqkv = torch.empty_like(self.qkv)
        torch.bmm(self.attention.transpose(1, 2), dgathered, out=dqkv[2])
        dscores = torch.bmm(dgathered, value.transpose(1, 2))
        dscores = attention_softmax_backward(dscores, self.attention, query.shape[2] ** -0.5)
        torch.bmm(dscores, key, out=dqkv[0])
        torch.bmm(dscores.transpose(1, 2), query, out=dqkv[1])
        dqkv = dqkv.unflatten(1, (batch, self.heads)).permute(1, 3, 0, 2, 4).reshape(len(dx), -1)
        dattention, dqkv, dqkv_bias = linear_backward(dqkv, self.into_attention, qkv)
        dattention, dnorm1, dbias1 = norm_backward(dattention, self.kept1)
        return dx + dattention, [dnorm1, dbias1, dqkv, dqkv_bias, dout, dout_bias, dnorm2, dbias2, dup, dup_bias, ddown, ddown_bias]


def token_loss(x, table, targets, count, rows=256):
    """Each token's cross-entropy of x [tokens, width] projected to the table [vocabulary, width], and the gradients for x and table.

    The gradients are those of the sum divided by `count`. It reads a few rows at a time, and so never holds the logits of all tokens.
    """
    losses, dx, dtable = [], torch.empty_like(x), torch.zeros(table.shape[::-1])
    for part, target, dpart in zip(x.split(rows), targets.split(rows), dx.split(rows)):
        loss, dlogits = loss_softmax(torch.mm(part, table.t()), target, count)
        losses.append(loss)
        torch.mm(dlogits, table, out=dpart)
        dtable += torch.mm(part.t(), dlogits)
    return torch.cat(losses), dx, dtable.t()


class Pass:
    """Loss and gradients of a model, with each of `threads` threads working on `rows` rows of the batch at a time.

    A kind of model has a method `weights`, which prepares what all parts read, and `part`, which works on some rows.
    """

    def __init__(self, model, threads, rows):
        torch.set_num_threads(1)  # an operation never waits for another thread
        self.model, self.rows, self.pool = model, rows, ThreadPoolExecutor(threads, initializer=torch.set_num_threads, initargs=[1])
        self.parameters = list(model.parameters())

    def __call__(self, ids, targets):
        """Each row's loss, [batch]; the mean's gradients are put where backward() would put them."""
        weights = self.weights()
        parts = [(weights, *part, ids.numel()) for part in zip(ids.split(self.rows), targets.split(self.rows))]
        losses, gradients = zip(*self.pool.map(lambda part: self.part(*part), parts))
        list(self.pool.map(add_up, self.parameters, zip(*gradients)))
        return torch.cat(losses)


def add_up(parameter, parts):
    """Puts the sum of the parts' gradients where backward() would put it."""
    parameter.grad = sum(part.float() for part in parts)


class TransformerPass(Pass):
    """Loss and gradients of a Transformer."""

    def __init__(self, model, threads, rows=12):
        super().__init__(model, threads, rows)
        self.mask = torch.full((model.shape.context, model.shape.context), -torch.inf, dtype=torch.bfloat16).triu(1)

    def weights(self):
        """The weights in bfloat16, except for norms and positions."""
        return [
            weight.detach() if "norm" in name or name.startswith("pos") else weight.detach().bfloat16()
            for name, weight in self.model.named_parameters()
        ]

    @torch.no_grad()
    def part(self, weights, ids, targets, count):
        """The losses of some rows and the gradients of their sum divided by `count`."""
        (batch, sequence), (table, positions, *inside, weight, bias) = ids.shape, weights
        mask = self.mask[:sequence, :sequence]
        blocks = [BlockPass(inside[at : at + 12], self.model.shape.heads, mask) for at in range(0, len(inside), 12)]
        x = (self.parameters[0][ids] + positions[:sequence]).flatten(0, 1)
        for block in blocks:
            x = block.forward(x, batch)
        x, kept = norm(x, weight, bias)
        losses, dx, dtable = token_loss(x, table, targets.flatten(), count)
        dx, *last = norm_backward(dx, kept)
        gradients = []
        for block in reversed(blocks):
            dx, found = block.backward(dx, batch)
            gradients = found + gradients
        dtable = dtable.index_add(0, ids.flatten(), dx)
        dpositions = F.pad(dx.view(batch, sequence, -1).sum(0), (0, 0, 0, len(positions) - sequence))
        return losses.view(batch, sequence).mean(1), [dtable, dpositions, *gradients, *last]
