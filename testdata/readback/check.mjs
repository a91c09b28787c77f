// Reads khotin's exports back with programs that nobody here wrote: sqlite3,
// DuckDB and exceljs. From the top of the project:
//
//	node testdata/readback/check.mjs
//
// makes the demonstration's archive, exports all of it in every format, and
// compares every value of every row, and what datapackage.json says of the
// files. It needs go, node, npm with a registry, and sqlite3; it ends with
// status 77 where npm cannot be reached, 1 where a value differs.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const packages = ['@duckdb/node-api@1.5.6-r.1', 'exceljs@4.4.0']
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

const khotin = join(dir, 'khotin')
const out = join(dir, 'out')
run('go', ['build', '-o', khotin, './cmd/khotin'])
const ask = (...args) => run(khotin, ['--quiet', '-d', join(dir, 'archive'), ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
run(khotin, ['--quiet', 'demo', '--keep', join(dir, 'archive')])
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
const formats = new Set(resources.map((r) => r.format))
if (formats.size !== 5 || resources.length !== 25) fail(`${resources.length} tables in ${formats.size} formats, not 25 in 5`)
if (wrong) {
  console.error(`${wrong} differences`)
  process.exit(1)
}
console.log(`${values} values of ${resources.length} tables in 5 formats read back the same by sqlite3, DuckDB and exceljs`)
