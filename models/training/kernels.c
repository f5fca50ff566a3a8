/* The elementwise parts of the transformer's training pass, in bfloat16, one row at a time. fast.py compiles and loads this file
   where there is a C compiler; what it does is what fast.py does with PyTorch otherwise. */

#include <math.h>
#include <stdint.h>
#include <string.h>

typedef uint16_t bf16;

static inline float wide(bf16 x) {
    uint32_t bits = (uint32_t)x << 16;
    float f;
    memcpy(&f, &bits, 4);
    return f;
}

static inline bf16 narrow(float f) { /* rounded to the nearest, ties to even; never a NaN here */
    uint32_t bits;
    memcpy(&bits, &f, 4);
    return (bf16)((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
}

/* 1 / (1 + exp(-x)). Below -80 it stays as it is there, since the compiler's fast division makes a NaN of 1 / infinity. */
static inline float sigmoid(float x) { return 1 / (1 + expf(x < -80 ? 80 : -x)); }

static inline float tangent(float x) { return 2 * sigmoid(2 * x) - 1; }

/* Scores [count, length, length] to attention weights: the softmax of scale * score over the positions up to the row's own, 0 after it. */
void attention_softmax(bf16 *scores, long count, long length, float scale) {
    float row[4096];
    for (long n = 0; n < count; n++)
        for (long t = 0; t < length; t++, scores += length) {
            float most = -1e30f, sum = 0;
            for (long s = 0; s <= t; s++) {
                row[s] = wide(scores[s]) * scale;
                most = row[s] > most ? row[s] : most;
            }
            for (long s = 0; s <= t; s++) {
                row[s] = expf(row[s] - most);
                sum += row[s];
            }
            float part = 1 / sum;
            for (long s = 0; s <= t; s++) scores[s] = narrow(row[s] * part);
            memset(scores + t + 1, 0, (length - t - 1) * sizeof(bf16));
        }
}

/* The gradient for the attention weights, in place, to the one for the scores: scale * weight * (gradient - sum of weight * gradient). */
void attention_softmax_backward(bf16 *gradient, const bf16 *weights, long count, long length, float scale) {
    for (long n = 0; n < count; n++)
        for (long t = 0; t < length; t++, gradient += length, weights += length) {
            float sum = 0;
            for (long s = 0; s <= t; s++) sum += wide(gradient[s]) * wide(weights[s]);
            for (long s = 0; s <= t; s++) gradient[s] = narrow(scale * wide(weights[s]) * (wide(gradient[s]) - sum));
            memset(gradient + t + 1, 0, (length - t - 1) * sizeof(bf16));
        }
}

#define A 1.5957691216057308f
#define B 0.044715f

/* The tanh GELU: x * sigmoid(A * (x + B * x^3)). */
void gelu(const bf16 *in, bf16 *out, long count) {
    for (long i = 0; i < count; i++) {
        float x = wide(in[i]);
        out[i] = narrow(x * sigmoid(A * (x + B * x * x * x)));
    }
}

/* The gradient for what goes into the GELU, in place of the one for what comes out. */
void gelu_backward(bf16 *gradient, const bf16 *in, long count) {
    for (long i = 0; i < count; i++) {
        float x = wide(in[i]), gate = sigmoid(A * (x + B * x * x * x));
        gradient[i] = narrow(wide(gradient[i]) * (gate + x * gate * (1 - gate) * A * (1 + 3 * B * x * x)));
    }
}

/* Logits [rows, vocabulary], in place, to the gradient of the mean of the cross-entropies over `count` tokens; each row's cross-entropy to losses. */
void loss_softmax(bf16 *logits, const int64_t *targets, float *losses, long rows, long vocabulary, float count) {
    float row[65536];
    for (long n = 0; n < rows; n++, logits += vocabulary) {
        float most = -1e30f, sum = 0, right = wide(logits[targets[n]]);
        for (long i = 0; i < vocabulary; i++) {
            row[i] = wide(logits[i]);
            most = row[i] > most ? row[i] : most;
        }
        for (long i = 0; i < vocabulary; i++) {
            row[i] = expf(row[i] - most);
            sum += row[i];
        }
        losses[n] = logf(sum) + most - right;
        float part = 1 / (sum * count);
        row[targets[n]] -= sum;
        for (long i = 0; i < vocabulary; i++) logits[i] = narrow(row[i] * part);
    }
}

/* One step of an LSTM, for `count` cells of all rows: `sums` has `count` sums of the gates that let in, then of those that keep, write, show. */
void lstm_step(const bf16 *restrict sums, const float *restrict before, float *restrict after, bf16 *restrict state, long count) {
    for (long i = 0; i < count; i++) {
        float in = sigmoid(wide(sums[i])), keep = sigmoid(wide(sums[count + i]));
        float new = tangent(wide(sums[2 * count + i])), show = sigmoid(wide(sums[3 * count + i]));
        after[i] = keep * before[i] + in * new;
        state[i] = narrow(show * tangent(after[i]));
    }
}

/* The gradients for the sums, and in place of the one for the memory after the step the one for the memory before. */
void lstm_step_backward(const bf16 *restrict sums, const float *restrict before, const float *restrict after,
                        const bf16 *restrict dstate, float *restrict dmemory, bf16 *restrict dsums, long count) {
    for (long i = 0; i < count; i++) {
        float in = sigmoid(wide(sums[i])), keep = sigmoid(wide(sums[count + i]));
        float new = tangent(wide(sums[2 * count + i])), show = sigmoid(wide(sums[3 * count + i]));
        float squashed = tangent(after[i]), dshown = wide(dstate[i]);
        float dkept = dmemory[i] + dshown * show * (1 - squashed * squashed);
        dsums[i] = narrow(dkept * new * in * (1 - in));
        dsums[count + i] = narrow(dkept * before[i] * keep * (1 - keep));
        dsums[2 * count + i] = narrow(dkept * in * (1 - new * new));
        dsums[3 * count + i] = narrow(dshown * squashed * show * (1 - show));
        dmemory[i] = dkept * keep;
    }
}
