import { describe, expect, test } from 'vitest'
import { type Reach, goesBy, isDirected, whyNotTellBy } from './rules/ways.ts'

const all: Reach = { anonymous: false, mail: 'yes', sms: 'yes', call: 'yes' }

describe('a letter', () => {
  test('goes the way that was asked for', () => {
    expect((['mail', 'sms', 'call', 'portal'] as const).map((asked) => goesBy(asked, all))).toEqual(['mail', 'sms', 'call', 'portal'])
    expect(goesBy('usual', all)).toBe('mail')
  })

  test('goes the next where that is not possible, and is told by a call where nothing is', () => {
    expect(goesBy('mail', { ...all, mail: 'failed' })).toBe('sms')
    expect(goesBy('sms', { ...all, sms: 'no' })).toBe('mail')
    expect(goesBy('call', { ...all, call: 'no', mail: 'no' })).toBe('sms')
    expect(goesBy('usual', { ...all, mail: 'no', sms: 'failed' })).toBe('call')
    expect(goesBy('mail', { anonymous: false, mail: 'no', sms: 'no', call: 'no' })).toBe('call')
  })

  test('waits where who is anonymous looks', () => {
    expect(goesBy('usual', { anonymous: true, mail: 'no', sms: 'no', call: 'no' })).toBe('portal')
  })

  test('keeps ways of its own until somebody asked for one, or one failed', () => {
    expect(isDirected('usual', { ...all, mail: 'no' })).toBe(false)
    expect(isDirected('usual', { ...all, mail: 'failed' })).toBe(true)
    expect(isDirected('portal', all)).toBe(true)
  })
})

test('what is not possible with what is on record is refused, each with its reason', () => {
  const none: Reach = { anonymous: false, mail: 'no', sms: 'no', call: 'no' }
  expect((['usual', 'portal', 'mail', 'sms', 'call'] as const).map((asked) => whyNotTellBy(asked, none)?.type ?? null)).toEqual([null, null, 'complaint/no-mail', 'complaint/no-texting', 'complaint/no-calling'])
  expect([whyNotTellBy('mail', { ...all, mail: 'failed' })?.type, whyNotTellBy('sms', { ...all, sms: 'failed' })?.type]).toEqual(['complaint/mail-came-back', 'complaint/text-not-arrived'])
  expect(whyNotTellBy('mail', { ...none, anonymous: true })?.type).toBe('complaint/is-anonymous')
})
