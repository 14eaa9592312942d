import { describe, expect, test } from 'vitest'
import { type Reach, goesBy, isDirected, ownEmail, whyNotTellBy } from './rules/ways.ts'

const all: Reach = { anonymous: false, kept: false, mailing: true, mail: 'yes', sms: 'yes', call: 'yes' }

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
    expect(goesBy('mail', { anonymous: false, kept: false, mailing: true, mail: 'no', sms: 'no', call: 'no' })).toBe('call')
  })

  test('waits where who is anonymous looks', () => {
    expect(goesBy('usual', { anonymous: true, kept: false, mailing: true, mail: 'no', sms: 'no', call: 'no' })).toBe('portal')
  })

  test('goes by mail to who asked for it only where one can leave', () => {
    expect((['mail', 'sms', 'usual'] as const).map((asked) => goesBy(asked, { ...all, mailing: false, sms: 'failed' }))).toEqual(['call', 'call', 'mail'])
  })

  test('keeps ways of its own until somebody asked for one, one failed, or no mail reaches them', () => {
    expect(isDirected('usual', all)).toBe(false)
    expect(isDirected('usual', { ...all, mail: 'no' })).toBe(true)
    expect(isDirected('usual', { ...all, mail: 'failed' })).toBe(true)
    expect(isDirected('portal', all)).toBe(true)
  })
})

test('what is not possible with what is on record is refused, each with its reason', () => {
  const none: Reach = { anonymous: false, kept: false, mailing: true, mail: 'no', sms: 'no', call: 'no' }
  expect((['usual', 'portal', 'mail', 'sms', 'call'] as const).map((asked) => whyNotTellBy(asked, none)?.type ?? null)).toEqual([null, null, 'complaint/no-mail', 'complaint/no-texting', 'complaint/no-calling'])
  expect([whyNotTellBy('mail', { ...all, mailing: false })?.type, whyNotTellBy('sms', { ...none, kept: true })?.type]).toEqual(['complaint/no-mailing', 'complaint/no-kept-texting'])
  // What failed is tried again by who asks for it.
  expect([whyNotTellBy('mail', { ...all, mail: 'failed' }), whyNotTellBy('sms', { ...all, sms: 'failed' })]).toEqual([null, null])
  expect(whyNotTellBy('mail', { ...none, anonymous: true })?.type).toBe('complaint/is-anonymous')
})

test('an address of the case is one that is other than its customer’s', () => {
  expect([ownEmail('Wang@Example.com ', 'wang@example.com'), ownEmail('other@example.com', 'wang@example.com'), ownEmail('wang@example.com', null), ownEmail('', 'wang@example.com')]).toEqual([null, 'other@example.com', 'wang@example.com', null])
})
