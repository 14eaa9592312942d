import { createReadStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { parse } from 'csv-parse'
import { teach } from '../server/modules/classification/learning/teach.ts'

const USAGE = 'usage: npm run accuracy -- FILE.csv --label COLUMN [--text COLUMN,COLUMN] [--json]\n'

interface Asked { readonly file: string; readonly label: string; readonly text: readonly string[]; readonly json: boolean }

const theArguments = (): Asked | null => {
  const { values, positionals: [file] } = parseArgs({ allowPositionals: true, options: { label: { type: 'string' }, text: { type: 'string', default: 'text' }, json: { type: 'boolean', default: false } } })
  return file && values.label ? { file, label: values.label, text: values.text.split(','), json: values.json } : null
}

/** What the product's own learning is worth on a table of texts with one label each: five-fold, every text judged by a model that has not seen it. */
const main = async ({ file, label, text, json }: Asked) => {
  const examples = []
  for await (const row of createReadStream(file).pipe(parse({ columns: true, bom: true, relax_quotes: true })) as AsyncIterable<Record<string, string>>) {
    examples.push({ text: text.map((name) => row[name] ?? '').join('\n'), group: String(examples.length), hints: new Map<string, number>(), answers: { category: row[label] ?? null, nature: null, urgency: null }, told: { category: null, nature: null, urgency: null } })
  }
  const begun = performance.now()
  const { category } = teach(examples).report
  const seconds = (performance.now() - begun) / 1000
  if (json) {
    process.stdout.write(`${JSON.stringify({ file, label, seconds, ...category })}\n`)
    return
  }
  const digits = (value: number) => value.toFixed(3)
  process.stdout.write(`${category.cases} texts, ${category.classes.length} classes, ${category.left} left out, ${seconds.toFixed(1)} s\n`)
  process.stdout.write(`macro-F1 ${digits(category.macroF1)}  accuracy ${digits(category.accuracy)}  calibration error ${digits(category.calibrationError)}\n`)
  process.stdout.write(`from confidence ${category.threshold ?? '–'} on: ${digits(category.answered)} answered, ${digits(category.rightWhenAnswered)} of them right\n`)
  for (const one of category.classes) process.stdout.write(`${one.code}: ${one.cases} texts, precision ${digits(one.precision)}, recall ${digits(one.recall)}, F1 ${digits(one.f1)}\n`)
  for (const one of category.confusions) process.stdout.write(`${one.was} taken for ${one.said}: ${one.cases}\n`)
}

const asked = theArguments()
if (asked) await main(asked)
else {
  process.stderr.write(USAGE)
  process.exitCode = 1
}
