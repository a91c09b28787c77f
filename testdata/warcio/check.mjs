// Reads WARC files with npm warcio, a reader that nobody of this project wrote,
// and computes every digest anew. One line of JSON for each file: the file, the
// number of its records, what is wrong. Ends with 1 if anything is.
//
//   npm install && node check.mjs FILE.warc.gz…
import crypto from "node:crypto";
import fs from "node:fs";
import { WARCParser } from "warcio";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

// base32 is RFC 4648's, which WARC digests are written in.
function base32(bytes) {
  let bits = "";
  for (const b of bytes) bits += b.toString(2).padStart(8, "0");
  return bits.match(/.{1,5}/g).map((five) => ALPHABET[parseInt(five.padEnd(5, "0"), 2)]).join("");
}

// agrees tells whether data has the digest "algorithm:value".
function agrees(digest, data) {
  const [algorithm, value] = digest.split(":", 2);
  const sum = crypto.createHash(algorithm).update(data).digest();
  return value.toUpperCase() === base32(sum) || value.toLowerCase() === sum.toString("hex");
}

// dechunk undoes Transfer-Encoding: chunked.
function dechunk(data) {
  const parts = [];
  for (let at = 0; ; ) {
    const end = data.indexOf("\r\n", at);
    const size = parseInt(data.subarray(at, end).toString(), 16);
    if (!(size > 0)) return Buffer.concat(parts);
    parts.push(data.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}

let failed = false;
for (const file of process.argv.slice(2)) {
  const wrong = [];
  let records = 0;
  try {
    for await (const record of new WARCParser(fs.createReadStream(file), { parseHttp: false })) {
      records++;
      const block = Buffer.from(await record.readFully(false));
      const field = (name) => record.warcHeaders.headers.get(name);
      const say = (what) => wrong.push(`record ${records} (${record.warcType} of ${record.warcTargetURI}): ${what}`);
      if (Number(field("Content-Length")) !== block.length) say(`Content-Length is not ${block.length}`);
      const ofBlock = field("WARC-Block-Digest");
      if (!ofBlock) say("no block digest");
      else if (!agrees(ofBlock, block)) say("block digest is wrong");
      const ofPayload = field("WARC-Payload-Digest");
      if (record.warcType === "response" && ofPayload) {
        const body = block.indexOf("\r\n\r\n") + 4;
        let payload = block.subarray(body);
        if (/^transfer-encoding: *chunked/im.test(block.subarray(0, body).toString("latin1"))) payload = dechunk(payload);
        if (!agrees(ofPayload, payload)) say("payload digest is wrong");
      }
    }
  } catch (err) {
    wrong.push(String(err));
  }
  failed ||= wrong.length > 0 || records === 0;
  console.log(JSON.stringify({ file, records, wrong }));
}
process.exit(failed ? 1 : 0);
