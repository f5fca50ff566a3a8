"""The LSTM's training pass, with the matrix products in bfloat16, as fast.py has the transformer's. Only the training uses it.

PyTorch's own does step by step also what can be done for all steps at once, and every operation of a step on its own.
"""

import torch
import torch.nn.functional as F

from fast import KERNELS, Pass, call, token_loss


def gates(sums):
    """The gates' activations from sums [4 * cells, batch]: what they let in, keep, write and show."""
    let_in, keep, new, show = sums.float().chunk(4)
    return let_in.sigmoid(), keep.sigmoid(), new.tanh(), show.sigmoid()


def step(sums, before, after, state):
    """One step of the cells: from the gates' sums and the memory before to the memory after and the state, which it overwrites."""
    if KERNELS:
        call("lstm_step", sums, before, after, state, before.numel())
        return
    let_in, keep, new, show = gates(sums)
    torch.mul(keep, before, out=after).addcmul_(let_in, new)
    state.copy_(show * after.tanh())


def step_backward(sums, before, after, dstate, dmemory, dsums):
    """From the gradients for state and memory after a step to those for the sums and the memory before, in dsums and dmemory."""
    if KERNELS:
        call("lstm_step_backward", sums, before, after, dstate, dmemory, dsums, before.numel())
        return
    (let_in, keep, new, show), squashed = gates(sums), after.tanh()
    dmemory.addcmul_(dstate, show * (1 - squashed * squashed))
    slopes = new * let_in * (1 - let_in), before * keep * (1 - keep), let_in * (1 - new * new)
    dsums.copy_(torch.cat([*(dmemory * slope for slope in slopes), dstate * squashed * show * (1 - show)]))
    dmemory.mul_(keep)


class Recurrence(torch.autograd.Function):
    """One LSTM layer over a sequence, from the empty state: x [sequence, batch, width] to the states [sequence, batch, cells] in bfloat16.

    The memory and the gates are in 32 bits while they are computed, since in 16 a gate that keeps 0.998 would keep all. Within
    a step the rows of the batch are columns: so the large factor of a step's product, the weights, is read as it lies in memory.
    """

    @staticmethod
    def forward(ctx, x, weight_in, weight_state, bias):
        sequence, batch, cells = *x.shape[:2], weight_state.shape[1]
        x, weight_in, weight_state, bias = (each.bfloat16() for each in (x, weight_in, weight_state, bias))
        sums = x.new_empty(sequence, 4 * cells, batch)
        states = x.new_zeros(sequence + 1, cells, batch)
        memory = torch.zeros(sequence + 1, cells, batch)
        for t in range(sequence):
            torch.addmm(bias[:, None], weight_in, x[t].t(), out=sums[t]).addmm_(weight_state, states[t])
            step(sums[t], memory[t], memory[t + 1], states[t + 1])
        ctx.save_for_backward(x, weight_in, weight_state, sums, memory, states)
        return states[1:].transpose(1, 2)

    @staticmethod
    def backward(ctx, dy):
        x, weight_in, weight_state, sums, memory, states = ctx.saved_tensors
        dy, back = dy.transpose(1, 2).contiguous(), weight_state.t().contiguous()
        dsums, dmemory, dstate = torch.empty_like(sums), torch.zeros_like(memory[0]), dy[-1]
        for t in reversed(range(len(x))):
            step_backward(sums[t], memory[t], memory[t + 1], dstate, dmemory, dsums[t])
            if t:
                dstate = torch.addmm(dy[t - 1], back, dsums[t])
        dsums, states = (each.transpose(0, 1).flatten(1) for each in (dsums, states[:-1]))  # [.., sequence * batch]
        dx = torch.mm(dsums.t(), weight_in).float().view(x.shape)
        return dx, torch.mm(dsums, x.flatten(0, 1)).float(), torch.mm(dsums, states.t()).float(), dsums.sum(1).float()


class TokenLoss(torch.autograd.Function):
    """The sum of `token_loss` divided by `count`, for PyTorch's own backward pass, and each token's loss."""

    @staticmethod
    def forward(ctx, x, table, targets, count):
        losses, dx, dtable = token_loss(x.bfloat16(), table.bfloat16(), targets, count)
        ctx.save_for_backward(dx.float(), dtable.float())
        ctx.mark_non_differentiable(losses)
        return losses.sum() / count, losses

    @staticmethod
    def backward(ctx, dloss, _):
        dx, dtable = ctx.saved_tensors
        return dx * dloss, dtable * dloss, None, None


class LstmPass(Pass):
    """Loss and gradients of an Lstm, each row from the empty state. A step of many rows takes little longer than one of few."""

    def __init__(self, model, threads, rows=24):
        super().__init__(model, threads, rows)

    def weights(self):
        """Nothing: PyTorch's backward pass, which joins the parts here, needs the weights themselves."""

    def part(self, _, ids, targets, count):
        """The losses of some rows and the gradients of their sum divided by `count`."""
        model = self.model
        x = model.tokens(ids.t())
        for layer in model.layers:
            x = run(layer, x)
        loss, losses = TokenLoss.apply(model.norm(x).flatten(0, 1), model.tokens.weight, targets.t().flatten(), count)
        return losses.view(ids.shape[::-1]).mean(0), torch.autograd.grad(loss, self.parameters)


def run(layer, x):
    """What the layer's forward() does, with the sequence first, [sequence, batch, width]."""
    lstm = layer.lstm
    states = Recurrence.apply(layer.norm(x), lstm.weight_ih_l0, lstm.weight_hh_l0, lstm.bias_ih_l0 + lstm.bias_hh_l0)
    return x + F.linear(states, layer.out.weight.bfloat16(), layer.out.bias.bfloat16())
