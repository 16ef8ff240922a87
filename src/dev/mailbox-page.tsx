import { toIso } from "../base/time.ts";
import type { PageContext } from "../pages/context.ts";
import { Document, renderDocument } from "../pages/document.tsx";
import type { MailboxMessage } from "./mailbox.ts";

interface MailboxModel {
  readonly context: PageContext;
  readonly to: string | undefined;
  readonly messages: readonly MailboxMessage[];
}

/** `GET /dev/mailbox`: what would have been sent. It speaks to developers, in English only. */
export function renderMailbox(model: MailboxModel): string {
  return renderDocument(<Mailbox {...model} />);
}

function Mailbox({ context, to, messages }: MailboxModel) {
  return (
    <Document context={context} title="Mailbox" layout="record">
      <div class="lede">
        <h1>Mailbox</h1>
        <p class="lead">
          In development mode messages are shown here and sent to nobody. The newest is first.
        </p>
        {to === undefined ? null : (
          <p>
            Only those to <bdi>{to}</bdi>. <a href="/dev/mailbox">Show all</a>
          </p>
        )}
      </div>
      <div class="task">
        {messages.length === 0 ? (
          <p class="notice">
            Nothing yet. Sign up on the <a href="/demo">demo page</a>, then load this page again.
          </p>
        ) : (
          messages.map((message) => <Message {...message} />)
        )}
      </div>
    </Document>
  );
}

function Message({ to, channel, at, subject, text, link }: MailboxMessage) {
  return (
    <article>
      <h2>{subject ?? "Text message"}</h2>
      <ul class="facts">
        <li>
          {channel === "email" ? "mail" : "text message"} to <bdi>{to}</bdi>
        </li>
        <li>
          <time datetime={toIso(at)}>{new Date(at).toUTCString()}</time>
        </li>
      </ul>
      {text
        .trim()
        .split("\n\n")
        .map((paragraph) => (
          <p>{paragraph}</p>
        ))}
      {link === undefined ? null : (
        <p>
          <a href={link}>Open the link</a>
        </p>
      )}
    </article>
  );
}
