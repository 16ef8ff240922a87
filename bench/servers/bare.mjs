// node:http and nothing else: a fixed answer, looked up nowhere.
import { createServer } from "node:http";
import { announce } from "./child.mjs";

const ANSWER = JSON.stringify({ account: "x".repeat(36), more: "x".repeat(700) });
const HEADERS = { "content-type": "application/json", "content-length": ANSWER.length };

const server = createServer((_, response) => {
  response.writeHead(200, HEADERS);
  response.end(ANSWER);
});
server.listen(0, "127.0.0.1", () => announce(server.address().port));
