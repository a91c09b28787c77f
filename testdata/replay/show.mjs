// Opens a WACZ package in ReplayWeb.page, in a headless Chromium that reaches
// nothing but this machine, and prints the text of the page that it shows.
//
//   npm install --ignore-scripts && node show.mjs FILE.wacz ADDRESS WANTED
//
// Ends with 1 if the page never shows the text WANTED. CHROMIUM names the
// browser, /usr/bin/chromium if it is not set.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";

const [wacz, address, wanted] = process.argv.slice(2);
const parts = path.join(path.dirname(fileURLToPath(import.meta.url)), "node_modules", "replaywebpage");
const page = `<!doctype html><meta charset="utf-8"><script src="/ui.js"></script>
<style>html, body, replay-web-page { height: 100%; display: block }</style>
<replay-web-page source="/archive.wacz" url=${JSON.stringify(address)} replayBase="/replay/" embed="replayonly"></replay-web-page>`;

// send answers with a file or a part of it (RFC 9110, 14.2).
function send(req, res, file, type) {
  const size = fs.statSync(file).size;
  const range = /^bytes=(\d*)-(\d*)$/.exec(req.headers.range ?? "");
  let [first, last] = [0, size - 1];
  if (range) {
    first = range[1] ? Number(range[1]) : size - Number(range[2]);
    last = range[1] && range[2] ? Math.min(Number(range[2]), size - 1) : size - 1;
    res.setHeader("Content-Range", `bytes ${first}-${last}/${size}`);
  }
  res.writeHead(range ? 206 : 200, { "Content-Type": type, "Accept-Ranges": "bytes", "Content-Length": last - first + 1 });
  if (req.method === "HEAD") return res.end();
  fs.createReadStream(file, { start: first, end: last }).pipe(res);
}

const server = http.createServer((req, res) => {
  switch (new URL(req.url, "http://127.0.0.1").pathname) {
    case "/":
      res.writeHead(200, { "Content-Type": "text/html" });
      return res.end(page);
    case "/ui.js":
      return send(req, res, path.join(parts, "ui.js"), "text/javascript");
    case "/replay/sw.js":
      return send(req, res, path.join(parts, "sw.js"), "text/javascript");
    case "/archive.wacz":
      return send(req, res, wacz, "application/wacz");
  }
  res.writeHead(404).end();
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
});
let text = "";
try {
  const tab = await browser.newPage();
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  for (let i = 0; i < 240 && !text.includes(wanted); i++) {
    await new Promise((later) => setTimeout(later, 250));
    if (i % 60 === 59) await tab.reload(); // its service worker may have come too late
    for (const frame of tab.frames().slice(1)) {
      const shown = await frame.evaluate(() => document.body?.innerText ?? "").catch(() => "");
      if (shown.includes(wanted) || shown.length > text.length) text = shown;
    }
  }
} finally {
  await browser.close();
  server.close();
}
console.log(text);
process.exit(text.includes(wanted) ? 0 : 1);
