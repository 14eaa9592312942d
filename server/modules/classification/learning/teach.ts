import { type Judged, type Said, binsOf, calibrationError, likelihoods, temperatureOf, thresholdOf } from './calibrate.ts'
import { learn, product } from './learn.ts'
import { marksOf } from './marks.ts'
import { type Answer, foldsOf, measure } from './measure.ts'
import { type Head, type Model, QUESTIONS, type Question, headOf } from './model.ts'
import type { QuestionReport, Report } from '#contract/classification.ts'
import { NEEDED } from '../rules.ts'
import { type Hints, type Space, type Vector, countsOf, rarityOf, vectorOf, widthOf } from './vectors.ts'

/** One text whose answers are known. `group`: the case it belongs to. `told`: what keywords and rules alone would have said. */
export interface Example { readonly text: string; readonly group: string; readonly hints: Hints; readonly answers: Readonly<Record<Question, string | null>>; readonly told: Readonly<Record<Question, string | null>> }

/** A class with fewer examples than this is not learnt. */
const LEAST_OF_CLASS = 5
const MOST_CLASSES = 200
const FOLDS = 5
const SEED = 20_260_101
const [FEWEST_BITS, MOST_BITS] = [13, 17]
/** Weights of all classes together. */
const MOST_WEIGHTS = 2 ** 23

/** Classes with enough examples, the most frequent first. */
const classesOf = (labels: readonly (string | null)[]): string[] => {
  const counts = new Map<string, number>()
  for (const label of labels) if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1)
  return [...counts].filter(([, count]) => count >= LEAST_OF_CLASS).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, MOST_CLASSES).map(([code]) => code)
}

/** As many slots as the memory for all classes allows. */
const slotsFor = (classes: number): number => {
  const bits = Math.floor(Math.log2(MOST_WEIGHTS / Math.max(1, classes)))
  return 2 ** Math.min(MOST_BITS, Math.max(FEWEST_BITS, bits))
}

interface Material { readonly vectors: readonly Vector[]; readonly labels: readonly string[]; readonly told: readonly (string | null)[]; readonly groups: readonly string[]; readonly width: number }

const only = ({ vectors, labels, width }: Material, keep: (at: number) => boolean) => ({ vectors: vectors.filter((_, at) => keep(at)), labels: labels.filter((_, at) => keep(at)), width })

/** What a model says of each example that has not seen it: five times four fifths are learnt, the last fifth is asked. */
const crossValidated = (material: Material, classes: readonly string[]): { judged: Judged[]; fold: Int32Array } => {
  const fold = foldsOf(material.labels, material.groups, FOLDS, SEED)
  const judged = new Array<Judged>(material.labels.length)
  for (let each = 0; each < FOLDS; each++) {
    const { vectors, labels, width } = only(material, (at) => fold[at] !== each)
    const weights = learn(vectors, labels, classes, width, SEED)
    for (const [at, vector] of material.vectors.entries()) {
      if (fold[at] === each) judged[at] = { margins: weights.map((own) => product(own, vector)), truth: classes.indexOf(material.labels[at] ?? '') }
    }
  }
  return { judged, fold }
}

/** Each fold is judged at the temperature of the others: its own would flatter. */
const saidOf = (judged: readonly Judged[], fold: Int32Array): (Said & { readonly at: number })[] => {
  const temperatures = Array.from({ length: FOLDS }, (_, each) => temperatureOf(judged.filter((_one, at) => fold[at] !== each)))
  return judged.map(({ margins, truth }, i) => {
    const all = likelihoods(margins, temperatures[fold[i] ?? 0] ?? 1)
    const confidence = Math.max(...all)
    const at = all.indexOf(confidence)
    return { at, confidence, right: at === truth }
  })
}

const untaught = (labels: readonly (string | null)[], classes: readonly string[]): QuestionReport => ({
  learnt: false, why: 'tooFew', cases: labels.filter((label) => label !== null).length, classes: classes.map((code) => ({ code, cases: labels.filter((label) => label === code).length, precision: 0, recall: 0, f1: 0 })),
  left: labels.filter((label) => label !== null && !classes.includes(label)).length, accuracy: 0, macroF1: 0, before: { accuracy: 0, macroF1: 0 }, confusions: [], bins: [], calibrationError: 0, threshold: null, answered: 0, rightWhenAnswered: 0,
})

const reportOf = (material: Material, classes: readonly string[], left: number): { report: QuestionReport; judged: Judged[] } => {
  const { judged, fold } = crossValidated(material, classes)
  const said = saidOf(judged, fold)
  const answers = said.map(({ at }, i): Answer => ({ truth: material.labels[i] ?? '', said: classes[at] ?? null }))
  const { accuracy, macroF1, classes: ofClasses, confusions, cases } = measure(answers, classes)
  const before = measure(material.told.map((told, i) => ({ truth: material.labels[i] ?? '', said: told })), classes)
  const threshold = thresholdOf(said)
  const answered = threshold === null ? [] : said.filter(({ confidence }) => confidence >= threshold)
  const better = macroF1 > before.macroF1
  return {
    judged,
    report: {
      learnt: better && threshold !== null, why: threshold === null ? 'unsure' : better ? null : 'noBetter', cases, classes: [...ofClasses], left, accuracy, macroF1, before: { accuracy: before.accuracy, macroF1: before.macroF1 },
      confusions: [...confusions], bins: binsOf(said), calibrationError: calibrationError(said), threshold, answered: said.length ? answered.length / said.length : 0,
      rightWhenAnswered: answered.length ? answered.filter(({ right }) => right).length / answered.length : 0,
    },
  }
}

const taught = (question: Question, examples: readonly Example[], vectors: readonly Vector[], width: number): { head: Head | null; report: QuestionReport } => {
  const all = examples.map((example) => example.answers[question])
  const classes = classesOf(all)
  const taken = all.map((label) => label !== null && classes.includes(label))
  const count = taken.filter(Boolean).length
  if (classes.length < 2 || count < NEEDED) return { head: null, report: untaught(all, classes) }
  const pick = <T>(list: readonly T[]) => list.filter((_, at) => taken[at])
  const material: Material = { vectors: pick(vectors), labels: pick(all) as string[], told: pick(examples).map((e) => e.told[question]), groups: pick(examples).map((e) => e.group), width }
  const { report, judged } = reportOf(material, classes, all.filter((label) => label !== null).length - count)
  if (!report.learnt || report.threshold === null) return { head: null, report }
  return { head: headOf(classes, learn(material.vectors, material.labels, classes, width, SEED), temperatureOf(judged), report.threshold), report }
}

/** Learns what the examples show about each question and measures it on parts that were held back. The same examples give the same model. */
export const teach = (examples: readonly Example[]): { model: Model; report: Report } => {
  const slots = slotsFor(classesOf(examples.map((e) => e.answers.category)).length)
  const counts = examples.map((e) => countsOf(marksOf(e.text), slots))
  const space: Space = { slots, rarity: rarityOf(counts, slots), hints: [...new Set(examples.flatMap((e) => [...e.hints.keys()]))].sort() }
  const vectors = examples.map((e, at) => vectorOf(space, counts[at] ?? new Map(), e.hints))
  const done = QUESTIONS.map((question) => ({ question, ...taught(question, examples, vectors, widthOf(space)) }))
  return {
    model: { space, heads: Object.fromEntries(done.flatMap(({ question, head }) => (head ? [[question, head]] : []))) },
    report: Object.fromEntries(done.map(({ question, report }) => [question, report])) as Report,
  }
}
