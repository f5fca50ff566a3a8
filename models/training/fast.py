"""Hand-written forward and backward passes for training the LSTM, with the matrix products in bfloat16.

PyTorch's own LSTM under autocast does the same work step by step, also what could wait for the end and be done for all
steps at once; on a processor this is three to four times faster. Only training uses it.

usage: fast.py        says how far losses and gradients are from PyTorch's own in 32 bits, on random numbers
"""

import torch
import torch.nn.functional as F


class Recurrence(torch.autograd.Function):
    """One LSTM layer over a sequence: x [sequence, batch, width], h and c [batch, cells] to y [sequence, batch, cells], h and c.

    No gradient goes back through the state that came in: that is where training through time is cut.
    """

    @staticmethod
    def forward(ctx, x, h, c, weight_in, weight_state, bias):
        (sequence, batch, width), cells = x.shape, h.shape[1]
        x, weight_in, weight_state = x.bfloat16(), weight_in.bfloat16(), weight_state.bfloat16()
        gates = F.linear(x.view(-1, width), weight_in).float().view(sequence, batch, 4 * cells).add_(bias)
        states = x.new_empty(sequence + 1, batch, cells)
        memory = gates.new_empty(sequence + 1, batch, cells)
        squashed = gates.new_empty(sequence, batch, cells)  # tanh of the memory
        states[0], memory[0] = h, c
        for t in range(sequence):
            gate = gates[t].add_(torch.mm(states[t], weight_state.t()))
            gate[:, : 2 * cells].sigmoid_()
            gate[:, 2 * cells : 3 * cells].tanh_()
            gate[:, 3 * cells :].sigmoid_()
            let_in, keep, new, show = gate.chunk(4, 1)
            torch.mul(keep, memory[t], out=memory[t + 1]).addcmul_(let_in, new)
            torch.tanh(memory[t + 1], out=squashed[t])
            states[t + 1] = show * squashed[t]
        ctx.save_for_backward(x, weight_in, weight_state, gates, memory, squashed, states)
        return states[1:].float(), states[-1].float(), memory[-1].clone()

    @staticmethod
    def backward(ctx, dy, *_):
        x, weight_in, weight_state, gates, memory, squashed, states = ctx.saved_tensors
        (sequence, batch, width), cells = x.shape, memory.shape[2]
        let_in, keep, new, show = gates.chunk(4, 2)
        to_memory = show - show * squashed * squashed
        to_show = squashed * (show - show * show)
        to_gates = gates.new_empty(sequence, batch, 3, cells)
        to_gates[:, :, 0] = new * (let_in - let_in * let_in)
        to_gates[:, :, 1] = memory[:-1] * (keep - keep * keep)
        to_gates[:, :, 2] = let_in - let_in * new * new
        dgates = x.new_empty(sequence, batch, 4 * cells)
        dstate = dmemory = torch.zeros(batch, cells)
        for t in reversed(range(sequence)):
            dstate = dstate + dy[t]
            dmemory = torch.addcmul(dmemory, dstate, to_memory[t])
            dgates[t].view(batch, 4, cells)[:, :3] = dmemory.unsqueeze(1) * to_gates[t]
            dgates[t, :, 3 * cells :] = dstate * to_show[t]
            dstate = torch.mm(dgates[t], weight_state).float()
            dmemory = dmemory * keep[t]
        flat = dgates.view(-1, 4 * cells)
        dx = torch.mm(flat, weight_in).float().view(sequence, batch, width)
        dweight_in = torch.mm(flat.t(), x.view(-1, width)).float()
        dweight_state = torch.mm(flat.t(), states[:-1].view(-1, cells)).float()
        return dx, None, None, dweight_in, dweight_state, flat.float().sum(0)


class TokenLoss(torch.autograd.Function):
    """The mean cross-entropy of x [tokens, width] projected to the table [vocabulary, width], against targets [tokens].

    It makes the gradient in the forward pass, a few rows at a time, and so never holds the logits of all tokens.
    """

    @staticmethod
    def forward(ctx, x, table, targets, rows=512):
        count, total = len(x), 0.0
        dx, dtable = torch.empty_like(x), torch.zeros_like(table)
        x, table = x.bfloat16(), table.bfloat16()
        for start in range(0, count, rows):
            part, target = x[start : start + rows], targets[start : start + rows, None]
            logits = torch.mm(part, table.t()).float()
            logits -= logits.amax(1, keepdim=True)
            right = logits.gather(1, target)
            sums = logits.exp_().sum(1, keepdim=True)
            total += (sums.log() - right).sum().item()
            dlogits = logits.div_(sums * count).scatter_add_(1, target, torch.full(target.shape, -1 / count)).bfloat16()
            dx[start : start + rows] = torch.mm(dlogits, table)
            dtable += torch.mm(dlogits.t(), part)
        ctx.save_for_backward(dx, dtable)
        return dx.new_tensor(total / count)

    @staticmethod
    def backward(ctx, dloss):
        dx, dtable = ctx.saved_tensors
        return dx * dloss, dtable * dloss, None, None


def passes(recurrence, token_loss):
    """The loss of two layers on random numbers, and its gradients, by one implementation of the layer and of the loss."""
    torch.manual_seed(0)
    layers, table = torch.nn.ModuleList([torch.nn.LSTM(64, 64), torch.nn.LSTM(64, 64)]), torch.nn.Parameter(torch.randn(100, 64))
    x, h, c = torch.randn(20, 8, 64), torch.randn(8, 64), torch.randn(8, 64)
    for layer in layers:
        x = recurrence(layer, x, h, c)
    loss = token_loss(x.flatten(0, 1), table, torch.randint(100, (160,)))
    loss.backward()
    return loss, [table.grad, *(weight.grad for weight in layers.parameters())]


def main():
    own_loss, own = passes(
        lambda layer, x, h, c: layer(x, (h[None], c[None]))[0],
        lambda x, table, targets: F.cross_entropy(F.linear(x, table), targets),
    )
    loss, written = passes(
        lambda layer, x, h, c: Recurrence.apply(x, h, c, layer.weight_ih_l0, layer.weight_hh_l0, layer.bias_ih_l0 + layer.bias_hh_l0)[0],
        TokenLoss.apply,
    )
    furthest = max(((found - expected).norm() / expected.norm()).item() for found, expected in zip(written, own))
    print(f"loss {loss.item():.4f}, in 32 bits {own_loss.item():.4f}; the gradients differ by at most {furthest:.1%}")
    assert abs(loss - own_loss) < 0.01 and furthest < 0.02


if __name__ == "__main__":
    main()
