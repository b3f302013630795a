// SPDX-License-Identifier: GPL-2.0-or-later
// Real answers held against the schemas of /openapi.json, with the part of JSON Schema that they use.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { KbServer, TOKEN } from "../support/kb_server.mjs";

const q = encodeURIComponent;
let server;
let document;
before(async () => {
  server = await KbServer.start();
  document = await server.json("/openapi.json");
});
after(async () => { await server.close(); });

const typeOf = (value) => (value === null ? "null" : Array.isArray(value) ? "array" : Number.isInteger(value) ? "integer" : typeof value);

function faults(schema, value, at = "$") {
  if (schema.$ref) return faults(document.components.schemas[schema.$ref.split("/").pop()], value, at);
  const out = [];
  const types = [schema.type ?? []].flat();
  const type = typeOf(value);
  if (types.length && !types.includes(type) && !(type === "integer" && types.includes("number"))) return [`${at}: ${type}, not ${types}`];
  if (schema.enum && !schema.enum.includes(value)) out.push(`${at}: ${value} is not one of ${schema.enum}`);
  if (schema.minimum !== undefined && value < schema.minimum) out.push(`${at}: below ${schema.minimum}`);
  if (schema.maximum !== undefined && value > schema.maximum) out.push(`${at}: above ${schema.maximum}`);
  if (type === "array") {
    if (value.length < (schema.minItems ?? 0) || value.length > (schema.maxItems ?? Infinity)) out.push(`${at}: ${value.length} items`);
    value.forEach((item, i) => out.push(...faults(schema.items ?? {}, item, `${at}[${i}]`)));
  }
  if (type === "object") {
    for (const name of schema.required ?? []) if (!(name in value)) out.push(`${at}.${name}: missing`);
    for (const [name, part] of Object.entries(value)) {
      if (schema.properties?.[name]) out.push(...faults(schema.properties[name], part, `${at}.${name}`));
      else if (schema.additionalProperties === false) out.push(`${at}.${name}: not described`);
    }
  }
  return out;
}

const asks = [
  ["get", "/api/v1/search", `/api/v1/search?q=${q("роутер интернет")}`],
  ["get", "/api/v1/search", "/api/v1/search?q=bynthytn"],
  ["get", "/api/v1/search", `/api/v1/search?q=${q("ыъыъыъ")}`],
  ["get", "/api/v1/complete", `/api/v1/complete?q=${q("не ра")}`],
  ["get", "/api/v1/articles/{id}", "/api/v1/articles/wifi-setup"],
  ["get", "/api/v1/articles/{id}/related", "/api/v1/articles/wifi-setup/related"],
  ["get", "/healthz", "/healthz"],
  ["get", "/readyz", "/readyz"],
];
for (const [method, path, url] of asks) {
  for (const headers of [{}, { Authorization: `Bearer ${TOKEN}` }]) {
    test(`${url} answers as described, ${headers.Authorization ? "internal" : "public"}`, async () => {
      const schema = document.paths[path][method].responses["200"].content["application/json"].schema;
      assert.deepEqual(faults(schema, await server.json(url, headers)), []);
    });
  }
}

test("suggest answers as described", async () => {
  const operation = document.paths["/api/v1/suggest"].post;
  const body = { subject: "Деньги", text: "Дважды списали деньги", channel: "test", limit: 3, category: "pay", level: "basic", exclude: [] };
  assert.deepEqual(faults(operation.requestBody.content["application/json"].schema, body), []);
  const answer = await (await server.post("/api/v1/suggest", body)).json();
  assert.deepEqual(faults(operation.responses["200"].content["application/json"].schema, answer), []);
});

test("refusals are as described", async () => {
  for (const url of ["/api/v1/articles/none", "/api/v1/none", `/api/v1/search?q=${q("ы".repeat(1001))}`, "/api/v1/search?q=a&limit=0"]) {
    const response = await server.get(url);
    assert.ok(response.status >= 400, url);
    assert.equal(response.headers.get("content-type"), "application/problem+json");
    assert.deepEqual(faults({ $ref: "#/components/schemas/Problem" }, await response.json()), [], url);
  }
});

test("every described GET without a parameter in its path answers", async () => {
  for (const [path, operations] of Object.entries(document.paths)) {
    if (!operations.get || path.includes("{")) continue;
    const response = await server.get(path);
    assert.ok(response.status < 500 && response.status !== 404 && response.status !== 405, `${path}: ${response.status}`);
  }
});
