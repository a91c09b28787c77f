// Reads khotin's exports back with programs that nobody here wrote: sqlite3,
// DuckDB, exceljs and Citation.js. From the top of the project:
//
//	node testdata/readback/check.mjs
//
// makes the demonstration's archive, with an article whose title is hard to
// quote, exports all of it in every format, and compares every value of every
// row, what datapackage.json says of the files, the index's own rows, and every
// reference. It needs go, node, npm with a registry, and sqlite3; it ends with
// status 77 where npm cannot be reached, 1 where a value differs.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const packages = ['@duckdb/node-api@1.5.6-r.1', 'exceljs@4.4.0',
  '@citation-js/core@0.7.21', '@citation-js/plugin-bibtex@0.7.21', '@citation-js/plugin-ris@0.7.21']
const dir = mkdtempSync(join(tmpdir(), 'readback-'))
process.on('exit', () => rmSync(dir, { recursive: true, force: true }))
const run = (command, args, options) => execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 30, ...options })

writeFileSync(join(dir, 'package.json'), '{"private": true}')
try {
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', ...packages], { cwd: dir, stdio: 'ignore' })
} catch {
  console.log('npm cannot be reached: not checked')
  process.exit(77)
}
const require = createRequire(join(dir, 'package.json'))
const { DuckDBInstance } = require('@duckdb/node-api')
const ExcelJS = require('exceljs')
const { Cite } = require('@citation-js/core')
require('@citation-js/plugin-bibtex')
require('@citation-js/plugin-ris')

const khotin = join(dir, 'khotin')
const out = join(dir, 'out')
run('go', ['build', '-o', khotin, './cmd/khotin'])
const ask = (...args) => run(khotin, ['--quiet', '-d', join(dir, 'archive'), ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
run(khotin, ['--quiet', 'demo', '--keep', join(dir, 'archive')])
const hard = {
  url: 'https://vi-du.test/tin?a=1&b=%7Bx%7D_y#z', published: '2024-05-02',
  title: 'Thu 100% "kế hoạch" & {ngoài} dự toán: $5, #1, a_b, c^d, e~f, g\\h, \'i\', “k” – l',
  text: 'Sáng 2/5, UBND quận Hải An họp giao ban, "bàn" về thu; chi\tngân sách, đầu tư.',
}
writeFileSync(join(dir, 'hard.jsonl'), JSON.stringify(hard))
ask('import', join(dir, 'hard.jsonl'))
for (const format of ['csv', 'jsonl', 'parquet', 'sqlite', 'xlsx']) {
  ask('export', 'all', '--format', format, '-o', out + '/')
}

const description = JSON.parse(readFileSync(join(out, 'datapackage.json'), 'utf8'))
const resources = description.resources.filter((r) => r.name !== 'dictionary')
const duck = await (await DuckDBInstance.create(':memory:')).connect()
const query = async (sql) => (await duck.runAndReadAll(sql)).getRowObjectsJson()
const workbook = new ExcelJS.Workbook()
await workbook.xlsx.readFile(join(out, 'khotin.xlsx'))

// normal writes a value as every reader must give it, by its type in the data
// package.
function normal(type, v) {
  if (v === null || v === undefined || v === '') return ''
  if (v instanceof Date) v = v.toISOString().slice(0, type === 'date' ? 10 : 19)
  if (typeof v === 'object' && v.richText) v = v.richText.map((t) => t.text).join('')
  switch (type) {
    case 'array':
      return JSON.stringify(typeof v === 'string' ? JSON.parse(v) : v)
    case 'number':
    case 'integer': {
      const s = String(v)
      if (!/^-?[0-9]+(\.[0-9]+)?$/.test(s)) throw new Error(`${s} is no plain number`)
      return s.includes('.') ? s.replace(/\.?0+$/, '') : s
    }
    case 'datetime':
      return String(v).replace(' ', 'T').replace(/(Z|\+00(:00)?)$/, '').slice(0, 19)
  }
  return String(v)
}

const readers = {
  csv: (r, file) => query(`select * from read_csv('${file}', header=true, all_varchar=true, delim=',', quote='"', escape='"')`),
  jsonl: (r, file) => query(`select * from read_json('${file}', format='newline_delimited', columns={${r.schema.fields.map((f) => `"${f.name}": 'VARCHAR'`)}})`),
  parquet: async (r, file) => {
    const rows = await query(`select * from read_parquet('${file}')`)
    const [{ s }] = await query(`select coalesce(sum(octet_length(encode(title))), 0)::bigint as s from read_parquet('${file}')`)
    if (BigInt(s) <= 0n) throw new Error(`${file}: no titles`)
    return rows
  },
  sqlite: (r, file) => JSON.parse(run('sqlite3', ['-readonly', '-json', file, `select * from ${r.dialect.table}`])),
  xlsx: (r) => {
    const rows = []
    const sheet = workbook.getWorksheet(r.dialect.sheetName)
    const names = sheet.getRow(1).values.slice(1)
    sheet.eachRow((row, n) => {
      if (n > 1) rows.push(Object.fromEntries(names.map((name, i) => [name, row.getCell(i + 1).value])))
    })
    return rows
  },
}

const reference = {}
let values = 0
let wrong = 0
const fail = (s) => {
  if (++wrong <= 20) console.error(s)
}
for (const r of resources) {
  const file = join(out, r.path)
  const bytes = readFileSync(file)
  if (bytes.length !== r.bytes) fail(`${r.path}: ${bytes.length} bytes, the data package says ${r.bytes}`)
  if ('sha256:' + createHash('sha256').update(bytes).digest('hex') !== r.hash) fail(`${r.path}: another digest than the data package says`)
  const rows = await readers[r.format](r, file)
  if (rows.length !== r.rows || rows.length === 0) fail(`${r.path} ${r.name}: ${rows.length} rows, the data package says ${r.rows}`)
  const table = r.name.split('.')[0]
  const plain = rows.map((row) => r.schema.fields.map((f) => normal(f.type, row[f.name])))
  const want = (reference[table] ??= plain)
  plain.forEach((row, i) => row.forEach((v, k) => {
    values++
    // A text keeps its line ends in every format.
    if (v !== want[i]?.[k]) fail(`${r.path} row ${i} ${r.schema.fields[k].name}: ${JSON.stringify(v)}, not ${JSON.stringify(want[i]?.[k])}`)
  }))
}
// What no file says of itself: the numbers that khotin's own answer gives.
for (const [table, rows] of Object.entries(reference)) {
  const [{ n }] = JSON.parse('[' + ask('sql', '--json', `select count(*) as n from ${table}`) + ']')
  if (n !== rows.length) fail(`${table}: ${rows.length} rows exported, ${n} in the archive`)
}

// The index's own file, as sqlite3 has it and, where its extension can be had,
// DuckDB: every row of every table can be read.
const rowsDB = join(dir, 'archive', 'index', 'rows.db')
const own = JSON.parse(run('sqlite3', ['-readonly', '-json', rowsDB, "select name from sqlite_master where type = 'table'"])).map((t) => t.name)
let ducks = 'and DuckDB'
try {
  await duck.run('install sqlite; load sqlite')
  await duck.run(`attach '${rowsDB}' as own (type sqlite, read_only)`)
} catch {
  ducks = "(DuckDB's extension for SQLite cannot be had: not asked)"
}
for (const table of own) {
  const [{ n }] = JSON.parse('[' + ask('sql', '--json', `select count(*) as n from main.${table}`) + ']')
  const read = run('sqlite3', ['-readonly', rowsDB, `.mode insert ${table}`, `select * from ${table}`])
  const rows = read.split(/^INSERT INTO /m).length - 1
  if (rows !== n) fail(`rows.db ${table}: sqlite3 reads ${rows} rows of ${n}`)
  if (ducks === 'and DuckDB') {
    const found = await query(`select * from own.${table}`)
    if (found.length !== n) fail(`rows.db ${table}: DuckDB reads ${found.length} rows of ${n}`)
  }
}
if (own.length < 10) fail(`rows.db has ${own.length} tables`)

// References: what Citation.js reads in BibTeX and RIS is what CSL-JSON says,
// and that is what the rows say.
const articles = ask('sql', '--json', 'select id, title, url, author, published from articles order by id').trim().split('\n').map((l) => JSON.parse(l))
const ids = articles.map((a) => a.id)
const csl = JSON.parse(ask('cite', '--format', 'csl', ...ids))
const bibtex = new Cite(ask('cite', ...ids), { forceType: '@biblatex/text', generateGraph: false }).data
const ris = new Cite(ask('cite', '--format', 'ris', ...ids), { forceType: '@ris/file', generateGraph: false }).data
const one = (s) => (s ?? '').split(/\s+/).filter(Boolean).join(' ')
// Citation.js makes typographic quotes and dashes of TeX's.
const typed = (s) => one(s).replace(/[“”"]|''|``/g, '"').replace(/[‘’`]/g, "'")
const who = (item) => (item.author ?? []).map((a) => a.literal ?? [a.given, a.family].filter(Boolean).join(' ')).join('; ')
const when = (d) => (d?.['date-parts']?.[0] ?? []).join('-')
if (csl.length !== ids.length || bibtex.length !== ids.length || ris.length !== ids.length) {
  fail(`${ids.length} articles, ${csl.length}, ${bibtex.length} and ${ris.length} references`)
}
articles.forEach((a, i) => {
  const want = csl[i] ?? {}
  const day = a.published ? a.published.slice(0, 10).split('-').map(Number).join('-') : ''
  if (want.id !== 'khotin-' + a.id || (want.title ?? '') !== one(a.title) || (want.URL ?? null) !== a.url || who(want) !== one(a.author) || when(want.issued) !== day) {
    fail(`csl ${a.id}: ${JSON.stringify(want)}, not ${JSON.stringify(a)}`)
  }
  if (!/digest sha1:/.test(want.note) || when(want.accessed) === '') fail(`csl ${a.id}: no capture in ${JSON.stringify(want)}`)
  for (const [name, item] of [['bibtex', bibtex[i]], ['ris', ris[i]]]) {
    const pairs = { id: [item.id, want.id], title: [typed(item.title), typed(want.title)], author: [who(item), who(want)], URL: [item.URL, want.URL],
      issued: [when(item.issued), when(want.issued)], note: [item.note, want.note], publisher: [item.publisher, want['container-title']] }
    if (name === 'bibtex') pairs.accessed = [when(item.accessed), when(want.accessed)]
    for (const [field, [got, expected]] of Object.entries(pairs)) {
      values++
      if ((got ?? '') !== (expected ?? '')) fail(`${name} ${a.id} ${field}: ${JSON.stringify(got)}, not ${JSON.stringify(expected)}`)
    }
  }
})
const formats = new Set(resources.map((r) => r.format))
if (formats.size !== 5 || resources.length !== 30) fail(`${resources.length} tables in ${formats.size} formats, not 30 in 5`)
if (wrong) {
  console.error(`${wrong} differences`)
  process.exit(1)
}
console.log(`${values} values of ${resources.length} tables in 5 formats and ${ids.length} references read back the same by sqlite3, DuckDB, exceljs and Citation.js; ` +
  `${own.length} tables of rows.db read by sqlite3 ${ducks}`)
