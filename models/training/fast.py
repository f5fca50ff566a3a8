"""Hand-written training passes, with the matrix products in bfloat16. Only the training uses them.

A pass makes loss and gradients of a few rows on one thread, so that every number it works on stays near the processor; each
thread gets such parts of the batch. PyTorch's own passes under autocast start and join their threads in every operation, and
compute the tanh GELU and the attention's gradient slowly: for the transformer they take three times as long. For the LSTM
they do step by step also what could be done for several steps at once.
"""

from concurrent.futures import ThreadPoolExecutor

import torch
import torch.nn.functional as F

A, B = 1.5957691216057308, 0.044715  # tanh GELU: x * sigmoid(A * (x + B * x**3))
STEPS_AT_ONCE = 8  # of an LSTM


def gelu(x):
    """The tanh GELU of x, and the sigmoid in it."""
    gate = torch.addcmul(x.new_tensor(A), x, x, value=A * B).mul_(x).sigmoid_()
    return x * gate, gate


def gelu_backward(dy, x, gate):
    """The gradient of `gelu` for x; overwrites dy."""
    slope = torch.addcmul(x.new_tensor(A), x, x, value=3 * A * B).mul_(x).mul_(gate)
    slope.addcmul_(slope, gate, value=-1)
    return dy.mul_(slope.add_(gate))


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
        self.attention = torch.baddbmm(self.mask, query, key.transpose(1, 2), alpha=query.shape[2] ** -0.5).softmax(-1)
        gathered = torch.bmm(self.attention, value)
        self.gathered = gathered.view(batch, self.heads, *gathered.shape[1:]).transpose(1, 2).reshape(x.shape)
        x = x + F.linear(self.gathered, out, out_bias)
        self.into_feed, self.kept2 = norm(x, norm2, bias2)
        self.hidden = F.linear(self.into_feed, up, up_bias)
        self.active, self.gate = gelu(self.hidden)
        return x + F.linear(self.active, down, down_bias)

    def backward(self, dx, batch):
        """From the gradient for what comes out to the one for what goes in, and those for the weights."""
        norm1, bias1, qkv, qkv_bias, out, out_bias, norm2, bias2, up, up_bias, down, down_bias = self.weights
        dactive, ddown, ddown_bias = linear_backward(dx.bfloat16(), self.active, down)
        dfeed, dup, dup_bias = linear_backward(gelu_backward(dactive, self.hidden, self.gate), self.into_feed, up)
        dfeed, dnorm2, dbias2 = norm_backward(dfeed, self.kept2)
        dx = dx + dfeed

        dgathered, dout, dout_bias = linear_backward(dx.bfloat16(), self.gathered, out)
        query, key, value = self.qkv
        dgathered = dgathered.view(batch, -1, self.heads, query.shape[2]).transpose(1, 2).reshape(query.shape)
        dqkv = torch.empty_like(self.qkv)
        torch.bmm(self.attention.transpose(1, 2), dgathered, out=dqkv[2])
        dscores = torch.baddbmm(self.mask, dgathered, value.transpose(1, 2), beta=0, alpha=query.shape[2] ** -0.5)
        dscores = torch._softmax_backward_data(dscores, self.attention, -1, dscores.dtype)
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
    for part, target, dpart in zip(x.split(rows), targets[:, None].split(rows), dx.split(rows)):
        logits = torch.mm(part, table.t()).float()
        logits -= logits.amax(1, keepdim=True)
        right = logits.gather(1, target)
        sums = logits.exp_().sum(1, keepdim=True)
        losses.append(sums.log() - right)
        dlogits = logits.div_(sums * count).scatter_add_(1, target, torch.full(target.shape, -1 / count)).bfloat16()
        torch.mm(dlogits, table, out=dpart)
        dtable += torch.mm(part.t(), dlogits)
    return torch.cat(losses)[:, 0], dx, dtable.t()


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
    parameter.grad = sum(part.float() for part in parts)


class TransformerPass(Pass):
    """Loss and gradients of a Transformer."""

    def __init__(self, model, threads, rows=8):
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


class Recurrence(torch.autograd.Function):
    """One LSTM layer over a sequence, from the empty state: x [sequence, batch, width] to the cells' output [sequence, batch, cells] in bfloat16.

    What can be done for several steps at once is done for STEPS_AT_ONCE of them, few enough to stay near the processor. The
    memory and the gates' activations are in 32 bits, since a gate that keeps 0.998 would keep all in 16.
    """

    @staticmethod
    def forward(ctx, x, weight_in, weight_state, bias):
        (sequence, batch, width), cells = x.shape, weight_state.shape[1]
        x, weight_in, weight_state, bias = (each.bfloat16() for each in (x, weight_in, weight_state, bias))
        gates = x.new_empty(sequence, batch, 4 * cells)
        states = x.new_zeros(sequence + 1, batch, cells)
        memory = torch.zeros(sequence + 1, batch, cells)
        squashed = torch.empty(sequence, batch, cells)  # tanh of the memory
        for first in range(0, sequence, STEPS_AT_ONCE):
            from_input = F.linear(x[first : first + STEPS_AT_ONCE], weight_in, bias)
            for t, sums in enumerate(from_input, first):
                gate = torch.addmm(sums, states[t], weight_state.t()).float()
                gate[:, : 2 * cells].sigmoid_()
                gate[:, 2 * cells : 3 * cells].tanh_()
                gate[:, 3 * cells :].sigmoid_()
                let_in, keep, new, show = gate.chunk(4, 1)
                torch.mul(keep, memory[t], out=memory[t + 1]).addcmul_(let_in, new)
                torch.tanh(memory[t + 1], out=squashed[t])
                states[t + 1] = show * squashed[t]
                gates[t] = gate
        ctx.save_for_backward(x, weight_in, weight_state, gates, memory, squashed, states)
        return states[1:]

    @staticmethod
    def backward(ctx, dy):
        x, weight_in, weight_state, gates, memory, squashed, states = ctx.saved_tensors
        (sequence, batch, width), cells = x.shape, memory.shape[2]
        dgates = torch.empty_like(gates)
        dstate = dmemory = torch.zeros(batch, cells)
        for first in reversed(range(0, sequence, STEPS_AT_ONCE)):
            steps = slice(first, first + STEPS_AT_ONCE)
            keep, to_gates, to_show, to_memory = Recurrence.slopes(gates[steps].float(), memory[:-1][steps], squashed[steps])
            for t in reversed(range(len(keep))):
                dstate = dstate + dy[first + t]
                dmemory = torch.addcmul(dmemory, dstate, to_memory[t])
                dgate = dgates[first + t]
                dgate.view(batch, 4, cells)[:, :3] = dmemory.unsqueeze(1) * to_gates[t]
                dgate[:, 3 * cells :] = dstate * to_show[t]
                dstate = torch.mm(dgate, weight_state).float()
                dmemory = dmemory * keep[t]
        flat = dgates.view(-1, 4 * cells)
        dx = torch.mm(flat, weight_in).float().view(x.shape)
        dweight_in = torch.mm(flat.t(), x.view(-1, width)).float()
        dweight_state = torch.mm(flat.t(), states[:-1].view(-1, cells)).float()
        return dx, dweight_in, dweight_state, flat.sum(0).float()

    @staticmethod
    def slopes(gates, memory, squashed):
        """The gates that keep; the slopes from the new memory to the first three gates' sums, and from the state to the last gate's and to the memory."""
        let_in, keep, new, show = gates.chunk(4, 2)
        to_gates = torch.stack([new * (let_in - let_in * let_in), memory * (keep - keep * keep), let_in - let_in * new * new], 2)
        return keep, to_gates, squashed * (show - show * show), show - show * squashed * squashed


class TokenLoss(torch.autograd.Function):
    """The sum of `token_loss` divided by `count`, for PyTorch's own backward pass, and each token's loss."""

    @staticmethod
    def forward(ctx, x, table, targets, count):
        losses, dx, dtable = token_loss(x.bfloat16(), table.bfloat16(), targets, count)
        ctx.save_for_backward(dx.float(), dtable)
        ctx.mark_non_differentiable(losses)
        return losses.sum() / count, losses

    @staticmethod
    def backward(ctx, dloss, _):
        dx, dtable = ctx.saved_tensors
        return dx * dloss, dtable * dloss, None, None


class LstmPass(Pass):
    """Loss and gradients of an Lstm, each row from the empty state. A step takes as long for few rows as for many, so `rows` is high."""

    def __init__(self, model, threads, rows=48):
        super().__init__(model, threads, rows)

    def weights(self):
        return None

    def part(self, _, ids, targets, count):
        """The losses of some rows and the gradients of their sum divided by `count`."""
        model = self.model
        x = model.tokens(ids.t())
        for layer in model.layers:
            x = self.layer(layer, x)
        loss, losses = TokenLoss.apply(model.norm(x).flatten(0, 1), model.tokens.weight, targets.t().flatten(), count)
        return losses.view(ids.shape[::-1]).mean(0), torch.autograd.grad(loss, self.parameters)

    def layer(self, layer, x):
        """What Layer.forward does, with the sequence first, [sequence, batch, width]."""
        lstm = layer.lstm
        cells = Recurrence.apply(layer.norm(x), lstm.weight_ih_l0, lstm.weight_hh_l0, lstm.bias_ih_l0 + lstm.bias_hh_l0)
        return x + F.linear(cells, layer.out.weight.bfloat16(), layer.out.bias.bfloat16())
