import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { askedWords } from './asked-words.ts'

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../../../locales/${name}`, import.meta.url), 'utf8'))
const UNIT = '0197f3a0-0000-7000-8000-000000000001'

const speechOf = (locale: string) => {
  const own = read(`${locale}/web/settings.json`).audit.askedIn
  const terms = read(`${locale}/terms.json`)
  const find = (key: string): unknown => key.split('.').reduce<any>((at, part) => at?.[part], own)
  return {
    t: (key: string, params: Record<string, string> = {}) => String(find(key)).replace(/\{\{(\w+)\}\}/g, (_, name) => params[name] ?? ''), has: (key: string) => typeof find(key) === 'string',
    term: (kind: string, value: string) => terms[kind]?.[value] ?? value, nameOf: (id: string) => (id === UNIT ? '一店' : null),
  }
}
const said = (list: string, asked: string, locale = 'zh-CN') => askedWords(list, asked, speechOf(locale))

describe('what was asked of a list', () => {
  test('is said in words, in three languages', () => {
    const asked = `?state=open&urgency=critical&unitId=${UNIT}&overdue=1&receivedSince=2026-11-01T16:00:00.000Z`
    expect(said('complaint.read', asked)).toBe('状态：处理中，紧急程度：特别紧急，部门：一店，只看超时的，收到日期从：2026-11-01')
    expect(said('complaint.read', asked, 'en')).toMatch(/^state: .*, urgency: .*, unit: 一店, overdue only, received from: 2026-11-01$/)
    expect(said('complaint.read', asked, 'zh-Hant')).toMatch(/^狀態：.*，部門：一店，只看逾時的/)
  })

  test('means by a state what the list means by it', () => {
    expect(['inquiry.read', 'meeting.read', 'call-back.read', 'complaint.readDrafts'].map((list) => said(list, list === 'meeting.read' ? '?state=held' : '?state=open'))).toEqual(['状态：在查', '状态：见过', '状态：待办', '状态：没写完'])
    expect(said('custody.read', '?state=held')).toBe('状态：在我们这里')
    expect(said('mailbox.readMails', '?list=held')).toBe('邮件：搁置的')
  })

  test('leaves what was typed as it was typed, whatever stands in it', () => {
    expect(said('complaint.read', '?q=a&b=c&x=1?y=2')).toBe('搜索：a&b=c&x=1?y=2')
    expect(said('customer.read', "?q=<img src=x onerror='hit()'>&unitId=nobody")).toBe("搜索：<img src=x onerror='hit()'>，部门：nobody")
    expect(said('complaint.read', '?state=open&q=')).toBe('状态：处理中，搜索：')
  })

  test('hides an id that has no name, and tells a filter without words as it stands', () => {
    expect(said('follow-up.read', '?complaintId=0197f3a0-0000-7000-8000-00000000000f')).toBe('指定的投诉')
    expect(said('complaint.read', '?someday=new&state=open')).toBe('someday=new，状态：处理中')
  })
})
