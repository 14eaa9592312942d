import { describe, expect, test } from 'vitest'
import { type Instant, instant } from '#kernel/time.ts'
import { type Action, type Change, type FormFacts, type Opening, type StopFacts, changes, standing, whyNot } from './rules.ts'

const [SALES, QA, P1, P2, P3, GM] = ['sales', 'qa', 'p1', 'p2', 'p3', 'gm'] as const

type Closing = Extract<Change, { id: string }>

/** Plays actions on a form as the commands do, on nothing but the rules. */
class Played {
  form: FormFacts
  #minute = 0
  constructor(quality: string | null = QA, planned: readonly string[] = [P1]) {
    this.form = { unitId: SALES, qualityUnitId: quality, officeUnitId: GM, planned, withdrawn: false, stops: [] }
  }
  get state() { return standing(this.form) }
  /** The stop of a unit that is last of a kind. */
  at(unit: string, kind: StopFacts['kind'] = 'unit') { return this.form.stops.findLast((s) => s.unitId === unit && s.kind === kind)?.id ?? 'none' }
  stateOf(unit: string, kind: StopFacts['kind'] = 'unit') { return this.form.stops.find((s) => s.id === this.at(unit, kind))?.state }
  #set(id: string, set: Partial<StopFacts>) { this.form = { ...this.form, stops: this.form.stops.map((s) => (s.id === id ? { ...s, ...set } : s)) } }
  #open({ signed, ...stop }: Opening, fromId: string | null, now: Instant): string | null {
    const id = `s${this.form.stops.length + 1}`
    this.form = { ...this.form, stops: [...this.form.stops, { ...stop, id, no: this.form.stops.length + 1, state: signed ? 'signed' : 'open', fromId: signed ? null : fromId, signedAt: signed ? now : null }] }
    return signed ? id : fromId
  }
  #alter(change: Closing, now: Instant) {
    if (change.what === 'end') return this.#set(change.id, { state: change.as })
    return this.#set(change.id, change.what === 'sign' ? { state: 'signed', signedAt: now } : change.what === 'reopen' ? { state: 'open', signedAt: null } : { binding: true })
  }
  do(action: Action): this {
    expect(whyNot(this.form, action)?.type ?? null).toBeNull()
    this.#minute += 1
    const now = instant(`2026-11-23T08:${String(this.#minute).padStart(2, '0')}:00Z`)
    let signed: string | null = null
    for (const change of changes(this.form, action)) {
      if (change.what === 'open') signed = this.#open(change.stop, signed, now)
      else this.#alter(change, now)
      if (change.what === 'sign') signed = change.id
    }
    if (action.does === 'withdraw') this.form = { ...this.form, withdrawn: true }
    return this
  }
  why(action: Action) { return whyNot(this.form, action)?.type.replace('liaison/', '') ?? null }
  send() { return this.do({ does: 'send' }) }
  forward(...units: string[]) { return this.do({ does: 'forward', stop: this.at(QA, 'quality'), units }) }
  answer(...units: string[]) { for (const unit of units) this.do({ does: 'answer', stop: this.at(unit) }); return this }
}

const drafted = () => new Played()
const withQuality = () => drafted().send()
const withUnits = (...units: string[]) => withQuality().forward(...(units.length ? units : [P1, P2, P3]))
const collected = () => withUnits(P1, P2).answer(P1, P2)
const disputed = () => { const p = collected(); return p.do({ does: 'dispute', stop: p.at(P2) }) }
const settled = () => collected().do({ does: 'settle' })
const withdrawn = () => withUnits().do({ does: 'withdraw' })

const STATES: Readonly<Record<string, () => Played>> = { draft: drafted, quality: withQuality, units: withUnits, collected, disputed, settled, withdrawn }

/** What each action says in each state: `null` it goes, else the refusal. */
const TABLE: readonly [does: string, make: (p: Played) => Action, said: Readonly<Record<string, string | null>>][] = [
  ['send', () => ({ does: 'send' }), { draft: null, quality: 'not-draft', units: 'not-draft', collected: 'not-draft', disputed: 'not-draft', settled: 'ended', withdrawn: 'ended' }],
  ['withdraw', () => ({ does: 'withdraw' }), { draft: null, quality: null, units: null, collected: null, disputed: null, settled: 'ended', withdrawn: 'ended' }],
  ['settle', () => ({ does: 'settle' }), { draft: 'not-draft', quality: 'still-out', units: 'still-out', collected: null, disputed: 'still-out', settled: 'ended', withdrawn: 'ended' }],
  ['ask', () => ({ does: 'ask', units: [P3] }), { draft: 'not-draft', quality: null, units: 'asked-already', collected: null, disputed: null, settled: 'ended', withdrawn: 'ended' }],
  ['forward', (p) => ({ does: 'forward', stop: p.at(QA, 'quality'), units: [P3] }), { draft: 'stop-over', quality: null, units: 'stop-over', collected: 'stop-over', disputed: 'stop-over', settled: 'ended', withdrawn: 'ended' }],
  ['answer', (p) => ({ does: 'answer', stop: p.at(P1) }), { draft: 'stop-over', quality: 'stop-over', units: null, collected: 'stop-over', disputed: 'stop-over', settled: 'ended', withdrawn: 'ended' }],
  ['take', (p) => ({ does: 'take', stop: p.at(P1) }), { draft: 'stop-over', quality: 'stop-over', units: null, collected: 'stop-over', disputed: 'stop-over', settled: 'ended', withdrawn: 'ended' }],
  ['sendBack', (p) => ({ does: 'sendBack', stop: p.at(P1) }), { draft: 'stop-over', quality: 'stop-over', units: null, collected: 'stop-over', disputed: 'stop-over', settled: 'ended', withdrawn: 'ended' }],
  ['recall of the issue', (p) => ({ does: 'recall', stop: p.at(SALES, 'issue') }), { draft: 'stop-over', quality: null, units: 'signed-after', collected: 'signed-after', disputed: 'signed-after', settled: 'ended', withdrawn: 'ended' }],
  ['recall of quality', (p) => ({ does: 'recall', stop: p.at(QA, 'quality') }), { draft: 'stop-over', quality: 'stop-over', units: null, collected: 'signed-after', disputed: 'signed-after', settled: 'ended', withdrawn: 'ended' }],
  ['reject', (p) => ({ does: 'reject', stop: p.at(P1), units: [P1] }), { draft: 'stop-over', quality: 'stop-over', units: 'stop-over', collected: null, disputed: null, settled: 'ended', withdrawn: 'ended' }],
  ['dispute', (p) => ({ does: 'dispute', stop: p.at(P2) }), { draft: 'stop-over', quality: 'stop-over', units: null, collected: null, disputed: 'disputed-already', settled: 'ended', withdrawn: 'ended' }],
  ['decide', (p) => ({ does: 'decide', stop: p.at(GM, 'office'), outcome: 'stands', units: [] }), { draft: 'stop-over', quality: 'stop-over', units: 'stop-over', collected: 'stop-over', disputed: null, settled: 'ended', withdrawn: 'ended' }],
]

describe('every action in every state', () => {
  for (const [state, begin] of Object.entries(STATES)) {
    test(`the form is made to stand so: ${state}`, () => expect(begin().state).toBe(state))
    test.each(TABLE)(`${state}: %s`, (_does, make, said) => {
      const p = begin()
      expect(p.why(make(p))).toBe(said[state])
    })
  }
})

describe('what follows', () => {
  test('without quality it goes to the units at once', () => {
    const p = new Played(null, [P1, P2]).send()
    expect([p.state, p.stateOf(P1), p.stateOf(P2)]).toEqual(['units', 'open', 'open'])
  })
  test('collected when the last of several has signed, not before', () => {
    const p = withUnits(P1, P2).answer(P1)
    expect(p.state).toBe('units')
    expect(p.answer(P2).state).toBe('collected')
  })
  test('sent back by a unit it lies with quality, which asks another; with the others it goes on', () => {
    const p = withUnits(P1, P2)
    p.do({ does: 'sendBack', stop: p.at(P1) })
    expect([p.state, p.stateOf(P1), p.stateOf(QA, 'quality')]).toEqual(['units', 'returned', 'open'])
    p.answer(P2)
    expect(p.state).toBe('quality')
    expect(p.forward(P3).answer(P3).state).toBe('collected')
  })
  test('two that send it back at once give quality one stop', () => {
    const p = withUnits(P1, P2)
    p.do({ does: 'sendBack', stop: p.at(P1) }).do({ does: 'sendBack', stop: p.at(P2) })
    expect(p.form.stops.filter((s) => s.kind === 'quality' && s.state === 'open')).toHaveLength(1)
  })
  test('sent back where there is no quality, whoever issued it asks another; nothing can be accepted yet', () => {
    const p = new Played(null, [P1]).send()
    p.do({ does: 'sendBack', stop: p.at(P1) })
    expect([p.state, p.why({ does: 'settle' })]).toEqual(['collected', 'nothing-answered'])
    expect(p.do({ does: 'ask', units: [P2] }).state).toBe('units')
  })
  test('sent back by quality it is a draft again', () => {
    const p = withQuality()
    expect(p.do({ does: 'sendBack', stop: p.at(QA, 'quality') }).state).toBe('draft')
    expect(p.send().state).toBe('quality')
  })
  test('called back by quality, what it had opened is gone', () => {
    const p = withUnits(P1, P2)
    p.do({ does: 'recall', stop: p.at(QA, 'quality') })
    expect([p.state, p.stateOf(P1), p.stateOf(P2)]).toEqual(['quality', 'voided', 'voided'])
  })
  test('a unit takes its own answer back until another has signed', () => {
    const p = withUnits(P1, P2).answer(P1)
    p.do({ does: 'recall', stop: p.at(P1) })
    expect(p.stateOf(P1)).toBe('open')
    p.answer(P1, P2)
    expect(p.why({ does: 'recall', stop: p.at(P1) })).toBe('signed-after')
  })
  test('refused answers are asked again in a new round, of the same unit or of others', () => {
    const p = collected()
    p.do({ does: 'reject', stop: p.at(P1), units: [P1, P3] })
    expect([p.state, p.stateOf(P1), p.stateOf(P3)]).toEqual(['units', 'open', 'open'])
    expect(p.form.stops.filter((s) => s.round === 2)).toHaveLength(2)
    expect(p.answer(P1, P3).do({ does: 'settle' }).state).toBe('settled')
  })
  test('an answer that the office upholds is neither refused nor disputed again', () => {
    const p = disputed()
    p.do({ does: 'decide', stop: p.at(GM, 'office'), outcome: 'stands', units: [] })
    expect([p.state, p.stateOf(P2)]).toEqual(['collected', 'accepted'])
    expect([p.why({ does: 'reject', stop: p.at(P2), units: [P2] }), p.why({ does: 'dispute', stop: p.at(P2) })]).toEqual(['binding', 'binding'])
  })
  test('upheld, what was asked anew meanwhile falls away', () => {
    const p = collected()
    p.do({ does: 'reject', stop: p.at(P2), units: [P3] })
    p.do({ does: 'dispute', stop: p.at(P2) })
    p.do({ does: 'decide', stop: p.at(GM, 'office'), outcome: 'stands', units: [] })
    expect([p.state, p.stateOf(P2), p.stateOf(P3)]).toEqual(['collected', 'accepted', 'voided'])
  })
  test('whom the office bids to answer cannot send it back', () => {
    const p = disputed()
    p.do({ does: 'decide', stop: p.at(GM, 'office'), outcome: 'again', units: [P3] })
    expect([p.state, p.stateOf(P2), p.why({ does: 'sendBack', stop: p.at(P3) })]).toEqual(['units', 'rejected', 'binding'])
    expect(p.answer(P3).state).toBe('collected')
  })
  test('a unit that disputes having to answer, and has to', () => {
    const p = withUnits(P1)
    p.do({ does: 'dispute', stop: p.at(P1) })
    expect(p.why({ does: 'decide', stop: p.at(GM, 'office'), outcome: 'stands', units: [] })).toBe('nothing-answered')
    p.do({ does: 'decide', stop: p.at(GM, 'office'), outcome: 'again', units: [P1] })
    expect([p.form.stops.filter((s) => s.unitId === P1), p.why({ does: 'sendBack', stop: p.at(P1) })]).toMatchObject([[{ state: 'open', binding: true }], 'binding'])
  })
  test('nobody has two of one form before them', () => {
    const p = collected()
    p.do({ does: 'reject', stop: p.at(P1), units: [P1] })
    expect(p.why({ does: 'reject', stop: p.at(P2), units: [P1] })).toBe('asked-already')
  })
})

describe('outsiders', () => {
  const asked = () => new Played(null, []).do({ does: 'send' }).do({ does: 'askParty', party: 'supplier' })
  test('the office has the stop, the outsider answers, and the form is collected with it', () => {
    const form = asked()
    expect(form.state).toBe('units')
    expect(form.form.stops.at(-1)).toMatchObject({ kind: 'party', unitId: GM, partyId: 'supplier', state: 'open' })
    expect(form.do({ does: 'answer', stop: form.at(GM, 'party') }).state).toBe('collected')
    expect(form.do({ does: 'settle' }).stateOf(GM, 'party')).toBe('accepted')
  })
  test('refused, the same outsider is asked again, or units instead', () => {
    const answered = asked()
    answered.do({ does: 'answer', stop: answered.at(GM, 'party') }).do({ does: 'reject', stop: answered.at(GM, 'party'), units: [] })
    expect(answered.form.stops.at(-1)).toMatchObject({ kind: 'party', partyId: 'supplier', round: 2, state: 'open' })
    const other = asked()
    other.do({ does: 'answer', stop: other.at(GM, 'party') }).do({ does: 'reject', stop: other.at(GM, 'party'), units: [P1] })
    expect(other.form.stops.at(-1)).toMatchObject({ kind: 'unit', unitId: P1, partyId: null })
  })
  test('nobody waits for one that was dropped; they neither send back nor dispute', () => {
    const form = asked()
    const stop = form.at(GM, 'party')
    for (const does of ['sendBack', 'dispute', 'forward'] as const) expect(whyNot(form.form, does === 'forward' ? { does, stop, units: [P1] } : { does, stop })?.type).toBe('liaison/not-this-stop')
    expect(form.do({ does: 'drop', stop }).state).toBe('collected')
  })
  test('a draft goes to nobody outside', () => {
    expect(whyNot(new Played().form, { does: 'askParty', party: 'supplier' })?.type).toBe('liaison/not-draft')
  })
})
