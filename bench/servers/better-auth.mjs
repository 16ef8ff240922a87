// Better Auth behind node:http, as its documentation sets it up.
import { createServer } from "node:http";
import process from "node:process";
import { toNodeHandler } from "better-auth/node";
import { createAuth } from "./better-auth-setup.mjs";
import { announce } from "./child.mjs";

const [folder = ""] = process.argv.slice(2);
const handle = toNodeHandler(createAuth(folder));
const server = createServer((request, response) => void handle(request, response));
server.listen(0, "127.0.0.1", () => announce(server.address().port));
