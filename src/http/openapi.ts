import { z } from "zod";
import type { Operation } from "./openapi-operation.ts";
import { OPERATOR_OPERATIONS } from "./openapi-operator.ts";
import {
  attemptAnswer,
  beginBody,
  credentialAnswer,
  errorAnswer,
  evidenceBody,
  noticeAnswer,
  noticeBody,
  sessionAnswer,
  sessionListAnswer,
  stepAnswer,
  stepBody,
  wayAnswer,
} from "./schemas.ts";

/** Every operation under `/api`, with the schemas that validate it. */
const OPERATIONS: readonly Operation[] = [
  {
    method: "post",
    path: "/api/attempts",
    summary: "Begin an attempt at an action; with a method, its first step as well",
    body: beginBody,
    status: 201,
    answer: attemptAnswer,
  },
  {
    method: "get",
    path: "/api/attempts/{id}",
    summary: "How an attempt stands; only in the browser that began it",
    status: 200,
    answer: attemptAnswer,
  },
  {
    method: "post",
    path: "/api/attempts/{id}/steps",
    summary: "Begin a step that the attempt offers",
    body: stepBody,
    status: 200,
    answer: stepAnswer,
  },
  {
    method: "post",
    path: "/api/attempts/{id}/evidence",
    summary: "Answer a step; an allowed attempt sets the session's cookie",
    body: evidenceBody,
    status: 200,
    answer: attemptAnswer,
  },
  { method: "delete", path: "/api/attempts/{id}", summary: "Give an attempt up", status: 204 },
  {
    method: "get",
    path: "/api/session",
    summary: "What the session rests on, assessed now",
    status: 200,
    answer: sessionAnswer,
  },
  { method: "delete", path: "/api/session", summary: "Sign out", status: 204 },
  {
    method: "get",
    path: "/api/account/credentials",
    summary: "The credentials of the account",
    status: 200,
    answer: z.array(z.union([credentialAnswer, wayAnswer])),
  },
  {
    method: "delete",
    path: "/api/account/credentials/{id}",
    summary: "Remove a passkey; 403 step_up_required where more has to be shown first",
    status: 204,
  },
  {
    method: "get",
    path: "/api/account/sessions",
    summary: "The sessions of the account",
    status: 200,
    answer: z.array(sessionListAnswer),
  },
  {
    method: "post",
    path: "/api/notices/{secret}",
    summary: "Stop what a message tells of, or report it, by the secret in its link; once",
    body: noticeBody,
    status: 200,
    answer: noticeAnswer,
  },
  { method: "delete", path: "/api/account/sessions/{id}", summary: "End a session", status: 204 },
  ...OPERATOR_OPERATIONS,
];

/** The document at `/openapi.json` (OpenAPI 3.1), made of the schemas that validate. */
export function openApiDocument(origin: string): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Assay", version: "0.1.0" },
    servers: [{ url: origin }],
    paths,
    components: { schemas: { Error: z.toJSONSchema(errorAnswer) } },
  };
}

/** Of `too_many_tries`, `too_many_messages` and `busy`. */
const RETRY_AFTER = {
  "retry-after": {
    description: "After how many seconds the same may succeed",
    schema: { type: "integer", minimum: 1 },
  },
};

function describe({ method, path, query, summary, body, status, answer }: Operation): unknown {
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const error = { $ref: "#/components/schemas/Error" };
  return {
    summary,
    operationId: `${method}${path.replaceAll(/[^a-z]+/gi, "_")}`,
    parameters: [
      ...named.map((name) => ({ name, in: "path" })),
      ...(query === undefined ? [] : [{ name: query, in: "query" }]),
    ].map((one) => ({ ...one, required: true, schema: { type: "string" } })),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: content(z.toJSONSchema(body)) } }),
    responses: {
      [status]: {
        description: status === 204 ? "Done" : "The answer",
        ...(answer === undefined ? {} : { content: content(z.toJSONSchema(answer)) }),
      },
      "4XX": { description: "Refused, with a documented code", content: content(error) },
      "429": { description: "Too often for now", headers: RETRY_AFTER, content: content(error) },
      "503": { description: "Busy, or away", headers: RETRY_AFTER, content: content(error) },
    },
  };
}

function content(schema: unknown): unknown {
  return { "application/json": { schema } };
}
