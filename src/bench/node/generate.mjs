// Measures how many tokens per second transformers.js generates greedily on the same ONNX file with one thread.
// usage: node generate.mjs MODELS_FOLDER NAME PROMPT_LENGTH TOKENS        prints tokens per second

import { AutoModelForCausalLM, Tensor, env } from '@huggingface/transformers';

const [folder, name, length, tokens] = [process.argv[2], process.argv[3], Number(process.argv[4]), Number(process.argv[5])];
env.allowRemoteModels = false;
env.localModelPath = folder;

const model = await AutoModelForCausalLM.from_pretrained(name, {
  dtype: 'fp32',
  device: 'cpu',
  use_external_data_format: true,
  session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
});

async function generate(count) {
  const ids = BigInt64Array.from({ length }, (_, i) => BigInt(100 + i));
  const mask = BigInt64Array.from({ length }, () => 1n);
  const inputs = { inputs: new Tensor('int64', ids, [1, length]), attention_mask: new Tensor('int64', mask, [1, length]) };
  const start = performance.now();
  await model.generate({ ...inputs, max_new_tokens: count, min_new_tokens: count, do_sample: false });
  return performance.now() - start;
}

await generate(4);
const first = await generate(1); // both runs process the prompt, so the difference is the cost of the tokens
const all = await generate(1 + tokens);
console.log((tokens / (all - first)) * 1000);
