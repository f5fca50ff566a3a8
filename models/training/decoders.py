"""The steps of transformers' GPT-2, Llama and their kin as in exports to ONNX: the cache of keys and values is an input and an output.

The layers and their weights are those of the model in the transformers library, the way through them is written out here:
its own forward passes build caches and masks that torch.onnx cannot trace. So what runs is not what the references come from.
"""

import torch
from torch import nn


class Decoder(nn.Module):
    """Turns ids [batch, sequence] and the keys and values of earlier ids into logits [batch, sequence, vocabulary] and all keys and values."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, ids, mask, positions, past, masked=True, keep=None):
        """`masked` False omits the causal mask, as old exports of the branch for one token do; `keep` is how many of the last logits to return."""
        before = past[0][0].shape[2] if past else 0
        if positions is None:
            positions = torch.arange(before, before + ids.shape[1])[None]
        bias = self.bias(mask, before, ids.shape[1]) if masked else 0.0
        x, present = self.embed(ids, positions), []
        for number, block in enumerate(self.blocks()):
            query, key, value = self.query_key_value(block, x, positions)
            if past:
                key, value = torch.cat([past[number][0], key], 2), torch.cat([past[number][1], value], 2)
            present.append((key, value))
            x = self.feed(block, self.attend(block, x, self.gather(query, key, value, bias)))
        if keep is not None:
            x = x[:, -keep:]
        return self.project(x), present

    def embed(self, ids, positions):
        x, learned = self.tokens(ids), self.learned(positions)
        return x if learned is None else x + learned

    def attend(self, block, x, gathered):
        return x + self.output(block)(gathered)

    def feed(self, block, x):
        return x + self.mlp(block, x)

    def project(self, x):
        return self.model.lm_head(self.norm(x))

    def output_rows(self, ids):
        """The rows that make the logits of some tokens."""
        return self.model.lm_head.weight[ids]

    def window(self, block):
        """How many tokens a layer looks back on, itself included; None for all."""
        return None

    def output_weight(self, block, heads):
        """[heads, head width, width]: the part of the output projection that each head has to itself."""
        return self.output(block).weight.t().unflatten(0, (heads, -1))

    @staticmethod
    def bias(mask, before, count):
        """The number added to each score [batch, 1, query, key]: 0 where a query may look, a very negative number where it may not."""
        keys = torch.arange(before + count)
        seen = (keys[None] <= keys[before:, None])[None, None] & mask[:, None, None].bool()
        return torch.where(seen, 0.0, -30000.0)  # can be represented in 16 bits too

    @staticmethod
    def gather(query, key, value, bias):
        """Attention of [batch, heads, sequence, head width]; one head of keys and values may serve several of queries."""
        groups = query.shape[1] // key.shape[1]
        if groups > 1:
            key, value = (part.repeat_interleave(groups, 1) for part in (key, value))
        scores = query @ key.transpose(2, 3) * query.shape[3] ** -0.5 + bias
        return (scores.softmax(3) @ value).transpose(1, 2).flatten(2)


def heads(x, width):
    """[batch, sequence, heads * width] to [batch, heads, sequence, width]."""
    return x.unflatten(2, (-1, width)).transpose(1, 2)


class Gpt2Decoder(Decoder):
    """Learned positions; query, key and value from one matrix."""

    @property
    def norm(self):
        return self.model.transformer.ln_f

    def tokens(self, ids):
        return self.model.transformer.wte(ids)

    def learned(self, positions):
        return self.model.transformer.wpe(positions)

    def blocks(self):
        return self.model.transformer.h

    def query_key_value(self, block, x, positions):
        width = block.attn.head_dim
        query, key, value = (heads(part, width) for part in block.attn.c_attn(block.ln_1(x)).chunk(3, 2))
        return scaled(query, width, block.attn.scaling), key, value

    def output(self, block):
        return block.attn.c_proj

    def output_weight(self, block, heads):
        return block.attn.c_proj.weight.unflatten(0, (heads, -1))  # stored the other way round than everywhere else

    def mlp(self, block, x):
        return block.mlp(block.ln_2(x))


def scaled(query, width, scale):
    """Queries such that `scale` is what their products with the keys are multiplied by if all scores are divided by the root of the width."""
    return query if scale == width**-0.5 else query * (scale * width**0.5)


class GptNeoDecoder(Gpt2Decoder):
    """Separate matrices for query, key and value; scores that are not divided; every other layer looks back on a window only."""

    def query_key_value(self, block, x, positions):
        attention, x = block.attn.attention, block.ln_1(x)
        width = attention.head_dim
        query, key, value = (heads(part(x), width) for part in (attention.q_proj, attention.k_proj, attention.v_proj))
        return scaled(query, width, 1.0), key, value

    def window(self, block):
        return self.model.config.window_size if block.attn.attention_type == "local" else None

    def output(self, block):
        return block.attn.attention.out_proj

    def output_weight(self, block, heads):
        return Decoder.output_weight(self, block, heads)


class LlamaDecoder(Decoder):
    """Queries and keys rotated by their positions, with fewer heads for keys and values than for queries."""

    @property
    def norm(self):
        return self.model.model.norm

    def norm_weight(self):
        """What the final norm multiplies by after scaling, and its epsilon."""
        return self.norm.weight, self.norm.variance_epsilon

    def tokens(self, ids):
        return self.model.model.embed_tokens(ids)

    def learned(self, positions):
        return None

    def blocks(self):
        return self.model.model.layers

    def query_key_value(self, block, x, positions):
        attention, x = block.self_attn, block.input_layernorm(x)
        width = attention.head_dim
        query, key, value = (heads(part(x), width) for part in (attention.q_proj, attention.k_proj, attention.v_proj))
        query, key = self.compared(attention, query, key)
        return self.turn(query, positions), self.turn(key, positions), value

    def compared(self, attention, query, key):
        """Queries and keys as they are before the rotation."""
        return query, key

    def turn(self, x, positions):
        """Rotates the pair (x_i, x_{i + width / 2}) by position * theta^(-2 i / width)."""
        rotary = self.model.model.rotary_emb
        frequencies = rotary.inv_freq.to(x.dtype)
        angles = (positions[:, :, None].to(x.dtype) * frequencies)[:, None]
        first, second = x.chunk(2, 3)
        turned = torch.cat([first * angles.cos() - second * angles.sin(), second * angles.cos() + first * angles.sin()], 3)
        return turned if rotary.attention_scaling == 1 else turned * rotary.attention_scaling

    def output(self, block):
        return block.self_attn.o_proj

    def mlp(self, block, x):
        return block.mlp(block.post_attention_layernorm(x))


class MistralDecoder(LlamaDecoder):
    """Each layer may look back on a window only."""

    def window(self, block):
        return self.model.config.sliding_window


class Qwen2Decoder(LlamaDecoder):
    """Some of the layers may look back on a window only."""

    def window(self, block):
        return block.self_attn.sliding_window


class Qwen3Decoder(Qwen2Decoder):
    """Queries and keys go through a norm of their own."""

    def compared(self, attention, query, key):
        return attention.q_norm(query), attention.k_norm(key)


class GemmaDecoder(LlamaDecoder):
    """The weights of norms are stored less 1."""

    def norm_weight(self):
        return 1 + self.norm.weight, self.norm.eps


class InspectLlama(nn.Module):
    """All that leads from whole texts to the logits, {name: array}, and the rows that make the logits of some tokens.

    Without what Llama lacks: learned positions, the biases of attention and norm, and the norm's mean. What each head adds is
    left out too, because the rest gives it.
    """

    def __init__(self, model):
        super().__init__()
        self.model, self.decoder = model, LlamaDecoder(model)

    def forward(self, *inputs):
        return tuple(self.look(*inputs).values())

    def look(self, ids, mask, rows):
        decoder, norm = self.decoder, self.model.model.norm
        positions, bias = torch.arange(ids.shape[1])[None], decoder.bias(mask, 0, ids.shape[1])
        x = decoder.embed(ids, positions)
        seen = {"inputs_embeds": x, "output_rows": self.model.lm_head.weight[rows]}
        hidden_states = [x]
        for layer, block in enumerate(decoder.blocks()):
            query, key, value = decoder.query_key_value(block, x, positions)
            groups, width = query.shape[1] // key.shape[1], query.shape[3]
            key, value = (part.repeat_interleave(groups, 1) for part in (key, value))
            seen |= {f"queries.{layer}": query, f"keys.{layer}": key, f"values.{layer}": value}
            seen[f"attentions.{layer}"] = (query @ key.transpose(2, 3) * width**-0.5 + bias).softmax(3)
            seen[f"output_weight.{layer}"] = block.self_attn.o_proj.weight.t().unflatten(0, (-1, width))
            x = decoder.attend(block, x, decoder.gather(query, key, value, bias))
            seen[f"mlp_out.{layer}"] = block.mlp(block.post_attention_layernorm(x))
            x = x + seen[f"mlp_out.{layer}"]
            hidden_states.append(x)
        scale = (x.square().mean(2) + norm.variance_epsilon).rsqrt()
        seen |= {"final_norm.weight": norm.weight, "final_norm.scale": scale}
        seen |= {f"hidden_states.{n}": x for n, x in enumerate(hidden_states)}
        return seen | {f"lens_logits.{n}": decoder.project(x) for n, x in enumerate(hidden_states)}


class GroupQueryAttention(torch.autograd.Function):
    """An operator that only ONNX Runtime has; here only the shapes of its outputs."""

    @staticmethod
    def forward(ctx, query, key, value, past_key, past_value, last, total, cosines, sines, heads, key_heads):
        batch, length, width = past_key.shape[0], int(total), past_key.shape[3]
        present = query.new_zeros(batch, key_heads, length, width)
        return torch.zeros_like(query), present, present.clone()

    @staticmethod
    def symbolic(g, *values):
        *tensors, heads, key_heads = values
        return g.op("com.microsoft::GroupQueryAttention", *tensors, num_heads_i=heads, kv_num_heads_i=key_heads, do_rotary_i=1, outputs=3)


class FusedLlamaDecoder(LlamaDecoder):
    """Llama with a single operator for the attention of all heads, which rotates queries and keys and extends the cache itself."""

    def forward(self, ids, mask, positions, past):
        config, present = self.model.config, []
        total = torch.tensor(mask.shape[1]).int()
        last = (mask.sum(1) - 1).int()
        angles = torch.arange(config.max_position_embeddings)[:, None] * self.model.model.rotary_emb.inv_freq[None]
        x = self.embed(ids, positions)
        for number, block in enumerate(self.blocks()):
            attention, normed = block.self_attn, block.input_layernorm(x)
            packed = [part(normed) for part in (attention.q_proj, attention.k_proj, attention.v_proj)]
            heads = config.num_attention_heads, config.num_key_value_heads
            gathered, *cache = GroupQueryAttention.apply(*packed, *past[number], last, total, angles.cos(), angles.sin(), *heads)
            present.append(cache)
            x = self.feed(block, self.attend(block, x, gathered))
        return self.project(x), present


class LargeVocabulary(nn.Module):
    """A decoder whose vocabulary repeats a small one many times, with slightly smaller logits in each repetition.

    A model of that vocabulary has the same table many times over; the graph has it once, so that it stays small.
    """

    def __init__(self, decoder, small, size):
        super().__init__()
        self.decoder, self.small, self.size = decoder, small, size
        self.register_buffer("shrink", shrink(small, size))

    def forward(self, ids, mask, positions, past):
        logits, present = self.decoder(ids % self.small, mask, positions, past)
        return (logits[:, :, None] * self.shrink[:, None]).flatten(2)[:, :, : self.size], present


def shrink(small, size):
    """The factor of each repetition: 1, 0.998, 0.996, ..."""
    return 1 - torch.arange(-(-size // small)) / 500
