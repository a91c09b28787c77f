// Counts with npm warcio, a reader that nobody of this project wrote, the
// records of WARC files that hold a page: responses to http addresses,
// conversions, revisits, and resources that are no note of an archiver to
// itself. One line of JSON for each file: the file, the count, and where the
// file is damaged, so that the count says nothing, why.
//
//   npm install && node pages.mjs FILE.warc.gz…
import fs from "node:fs";
import { WARCParser } from "warcio";

const isPage = {
  response: (uri) => !uri || /^http/i.test(uri),
  resource: (uri) => !/^(urn|metadata):/i.test(uri ?? ""),
  conversion: () => true,
  revisit: () => true,
};

for (const file of process.argv.slice(2)) {
  let pages = 0;
  let damage = "";
  try {
    for await (const record of new WARCParser(fs.createReadStream(file), { parseHttp: false })) {
      const block = await record.readFully(false);
      const size = Number(record.warcHeaders.headers.get("Content-Length"));
      if (size !== block.length) throw new Error(`block of ${block.length} bytes, Content-Length ${size}`);
      if (isPage[record.warcType]?.(record.warcTargetURI)) pages++;
    }
  } catch (err) {
    damage = String(err);
  }
  console.log(JSON.stringify({ file, pages, damage }));
}
