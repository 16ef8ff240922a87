import { z } from "zod";
import {
  approvalAnswer,
  dossierAnswer,
  endedAnswer,
  joinBody,
  linkAnswer,
  operatedAccount,
  siteAnswer,
} from "./api-operator-schemas.ts";
import type { Operation } from "./openapi-operation.ts";

const ACCOUNT = "/api/operator/accounts/{id}";

/** Those under `/api/operator`. */
export const OPERATOR_OPERATIONS: readonly Operation[] = [
  {
    method: "post",
    path: "/api/operator/join",
    summary: "Become an operator, by an invitation for an address of this account; once",
    body: joinBody,
    status: 204,
  },
  {
    method: "get",
    path: "/api/operator/state",
    summary: "Alarms, how far re-grading is, and how much of the audit record is sealed",
    status: 200,
    answer: siteAnswer,
  },
  {
    method: "get",
    path: "/api/operator/accounts",
    query: "email",
    summary: "The account of an address",
    status: 200,
    answer: operatedAccount,
  },
  {
    method: "get",
    path: ACCOUNT,
    summary: "What an account has, with what was seen of it, its sessions and what happened",
    status: 200,
    answer: dossierAnswer,
  },
  {
    method: "post",
    path: `${ACCOUNT}/suspend`,
    summary: "Suspend an account, and end its sessions",
    status: 204,
  },
  { method: "post", path: `${ACCOUNT}/lift`, summary: "Let an account in again", status: 204 },
  {
    method: "post",
    path: `${ACCOUNT}/credentials/{credential}/suspend`,
    summary: "Suspend a credential, and end the sessions of its account; only its owner lifts it",
    status: 204,
  },
  {
    method: "delete",
    path: `${ACCOUNT}/sessions`,
    summary: "End all sessions of an account",
    status: 200,
    answer: endedAnswer,
  },
  {
    method: "post",
    path: `${ACCOUNT}/enrol-link`,
    summary: "A link for somebody who lost every passkey: one use, and never enough alone",
    status: 201,
    answer: linkAnswer,
  },
  {
    method: "post",
    path: `${ACCOUNT}/break-glass`,
    summary: "Ask another operator to vouch for the owner of an account",
    status: 201,
    answer: approvalAnswer,
  },
  {
    method: "get",
    path: "/api/operator/approvals",
    summary: "What other operators ask for now",
    status: 200,
    answer: z.array(approvalAnswer),
  },
  {
    method: "post",
    path: "/api/operator/approvals/{id}",
    summary: "Give what another operator asked for: a link with the words of both",
    status: 201,
    answer: linkAnswer,
  },
];
