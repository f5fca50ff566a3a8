// A small server of the Open Inference Protocol around onnxruntime-node, with binary tensors: another process, language and
// version of the runtime than the program that the tests compare with it.
//
// usage: node server.mjs MODEL_FILE NAME PORT        port 0 takes a free one; the line "port N" says which

import { createServer } from "node:http";
import * as ort from "onnxruntime-node";

const [file, name, port] = process.argv.slice(2);
const session = await ort.InferenceSession.create(file, { intraOpNumThreads: 1, interOpNumThreads: 1 });
const JSON_LENGTH = "inference-header-content-length";
const MOST = 1 << 20;
let microseconds = ""; // of the last run, from the whole request to the whole answer

class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function body(request) {
  const parts = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length > MOST) throw new Refused(413, "too large");
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function tensors(bytes, length) {
  const json = JSON.parse(bytes.subarray(0, length));
  const feeds = {};
  let from = length;
  for (const input of json.inputs) {
    if (input.datatype !== "INT64") throw new Refused(400, `${input.name} must be INT64`);
    const size = input.parameters?.binary_data_size;
    const count = input.shape.reduce((all, one) => all * one, 1);
    let data;
    if (size === undefined) {
      data = BigInt64Array.from(input.data.flat(Infinity), BigInt);
    } else {
      if (size !== 8 * count || from + size > bytes.length) throw new Refused(400, `${input.name} has the wrong size`);
      data = new BigInt64Array(bytes.buffer.slice(bytes.byteOffset + from, bytes.byteOffset + from + size));
      from += size;
    }
    feeds[input.name] = new ort.Tensor("int64", data, input.shape);
  }
  const wanted = (json.outputs ?? []).find((output) => output.name === "logits");
  return { feeds, binary: wanted?.parameters?.binary_data ?? json.parameters?.binary_data_output ?? false };
}

async function infer(request, response) {
  const bytes = await body(request);
  const start = process.hrtime.bigint();
  const { feeds, binary } = tensors(bytes, Number(request.headers[JSON_LENGTH] ?? bytes.length));
  const { logits } = await session.run(feeds, ["logits"]);
  const values = Buffer.from(logits.data.buffer, logits.data.byteOffset, logits.data.byteLength);
  const output = { name: "logits", datatype: "FP32", shape: logits.dims.map(Number) };
  if (binary) output.parameters = { binary_data_size: values.length };
  else output.data = Array.from(logits.data);
  const json = Buffer.from(JSON.stringify({ model_name: name, outputs: [output] }));
  microseconds = String((process.hrtime.bigint() - start) / 1000n);
  if (binary) response.setHeader(JSON_LENGTH, json.length);
  send(response, 200, binary ? Buffer.concat([json, values]) : json);
}

function send(response, status, bytes) {
  response.setHeader("Content-Length", bytes.length);
  response.writeHead(status).end(bytes);
}

const server = createServer(async (request, response) => {
  try {
    if (request.method === "GET" && request.url === "/microseconds") send(response, 200, Buffer.from(microseconds));
    else if (request.method === "POST" && request.url === `/v2/models/${name}/infer`) await infer(request, response);
    else throw new Refused(404, "unknown model");
  } catch (failure) {
    send(response, failure.status ?? 500, Buffer.from(JSON.stringify({ error: failure.message })));
  }
});
server.listen(Number(port), "127.0.0.1", () => console.log(`port ${server.address().port}`));
