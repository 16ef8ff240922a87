import { z } from "zod";
import { credentialAnswer, wayAnswer } from "./schemas.ts";

/** What operators may send, and what they get. */

export const joinBody = z.strictObject({ token: z.string().min(1).max(64) });

const instantText = z.iso.datetime();

export const operatedAccount = z.object({
  id: z.string(),
  state: z.enum(["active", "disabled"]),
  groups: z.array(z.string()),
  /** The high-water mark: what it ever had, and no action at that level took away. */
  everHad: z.array(z.string()),
  createdAt: instantText,
});

export const dossierAnswer = z.object({
  account: operatedAccount,
  addresses: z.array(
    z.object({ channel: z.literal("email"), address: z.string(), provedAt: instantText }),
  ),
  /** With what was seen when each was enrolled. */
  credentials: z.array(
    z.union([
      z.object({ ...credentialAnswer.shape, evidence: z.record(z.string(), z.unknown()) }),
      wayAnswer,
    ]),
  ),
  sessions: z.array(
    z.object({
      id: z.string(),
      userAgent: z.string(),
      authTime: instantText,
      createdAt: instantText,
      lastSeenAt: instantText,
      rule: z.string(),
    }),
  ),
  /** How many recoveries and other attempts wait. */
  waiting: z.int(),
  /** Newest first. */
  events: z.array(
    z.object({
      at: instantText,
      kind: z.string(),
      network: z.string(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});

export const siteAnswer = z.object({
  policy: z.string(),
  knowledge: z.string(),
  credentials: z.object({ all: z.int(), left: z.int() }),
  audit: z.object({ sealed: z.int(), unsealed: z.int() }),
  alarms: z.array(z.string()),
});

export const endedAnswer = z.object({ ended: z.int() });

export const linkAnswer = z.object({ url: z.string(), expiresAt: instantText });

export const approvalAnswer = z.object({
  id: z.string(),
  account: z.string(),
  askedBy: z.string(),
  createdAt: instantText,
  expiresAt: instantText,
});

export type OperatedAccount = z.infer<typeof operatedAccount>;
export type DossierAnswer = z.infer<typeof dossierAnswer>;
export type ApprovalAnswer = z.infer<typeof approvalAnswer>;
