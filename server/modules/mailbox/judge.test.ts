import { expect, test } from 'vitest'
import { type Facts, isThanks, judge, receivedAt } from './rules/judge.ts'
import { languageOf } from './rules/language.ts'

const facts = (change: Partial<Facts> = {}): Facts => ({ headers: {}, fromAddress: 'chen@example.cn', fromName: '陈先生', subject: '表带断了', own: false, words: '刚买一周', files: 0, thread: null, lately: { ofSender: 0, answered: 0, toMailbox: 0 }, ...change })
const came = (change: Partial<Facts>) => { const { verdict, reason } = judge(facts(change)); return reason ? `${verdict} ${reason}` : verdict }

test('a letter of a person is a complaint', () => {
  expect(came({})).toBe('complaint')
  expect(came({ headers: { 'auto-submitted': ['no'] } })).toBe('complaint')
  expect(came({ subject: '你们的退信政策太差了' })).toBe('complaint')
  expect(came({ words: '', files: 1 })).toBe('complaint')
})

test.each([
  [{ headers: { 'auto-submitted': ['auto-replied (vacation)'] } }, 'ignored autoReply'], [{ headers: { precedence: ['auto_reply'] } }, 'ignored autoReply'], [{ subject: '自動回覆: 外出' }, 'ignored autoReply'], [{ headers: { 'return-path': ['<>'] } }, 'ignored autoReply'],
  [{ headers: { 'content-type': ['multipart/report; report-type=delivery-status; boundary=x'] } }, 'ignored bounce'], [{ fromAddress: 'MAILER-DAEMON@mx.example.cn' }, 'ignored bounce'], [{ fromAddress: 'postmaster@qq.example.cn', subject: '系统退信' }, 'ignored bounce'],
  [{ headers: { 'content-type': ['multipart/report; report-type="feedback-report"'] } }, 'held report'], [{ headers: { 'list-id': ['<news.example.cn>'] } }, 'held bulk'], [{ headers: { precedence: ['bulk'] } }, 'held bulk'],
  [{ own: true }, 'ignored own'], [{ fromAddress: null }, 'held noSender'], [{ words: ' ', subject: '' }, 'held empty'], [{ headers: { 'content-type': ['application/pkcs7-mime; smime-type=enveloped-data'] } }, 'held encrypted'],
  [{ lately: { ofSender: 20, answered: 0, toMailbox: 0 } }, 'held senderTooMany'], [{ lately: { ofSender: 5, answered: 5, toMailbox: 0 } }, 'held senderTooMany'], [{ lately: { ofSender: 0, answered: 0, toMailbox: 300 } }, 'held mailboxTooMany'],
] as const)('%j is %s', (change, verdict) => { expect(came(change as Partial<Facts>)).toBe(verdict) })

test('a case is entered by proof and sender together', () => {
  const thread = (proof: 'signed' | 'own' | 'number', senderFits: boolean) => came({ thread: { complaintId: 'c', mailId: null, proof, senderFits } })
  expect([thread('signed', true), thread('own', true), thread('number', true)]).toEqual(['message', 'message', 'message'])
  expect([thread('signed', false), thread('number', false)]).toEqual(['held otherSender', 'held numberOnly'])
  expect(judge(facts({ thread: { complaintId: 'c', mailId: null, proof: 'number', senderFits: false } })).proposedId).toBe('c')
})

test('a mail was received when it says, unless it cannot have been', () => {
  const at = (text: string) => new Date(text)
  const [arrived, now] = [at('2026-11-03T08:00:00Z'), at('2026-11-03T09:00:00Z')]
  expect(receivedAt(at('2026-11-03T07:00:00Z'), arrived, now)).toEqual(at('2026-11-03T07:00:00Z'))
  for (const wrong of [at('2026-11-04T07:00:00Z'), at('2020-01-01T00:00:00Z'), at('no day'), null]) expect(receivedAt(wrong, arrived, now)).toEqual(arrived)
  expect(receivedAt(null, at('2027-01-01T00:00:00Z'), now)).toEqual(now)
})

test('thanks are thanks only alone', () => {
  for (const text of ['谢谢！', '好的，谢谢你们。', '非常感謝', 'Thank you very much!', '收到，多谢', 'Great, thanks for your help :)']) expect([text, isThanks(text)]).toEqual([text, true])
  for (const text of ['谢谢，但是表带又断了', '好的', 'ok', '不用谢我，赔钱', 'Thanks for nothing']) expect([text, isThanks(text)]).toEqual([text, false])
})

test('the receipt is in the language of the letter', () => {
  expect([languageOf('錶帶斷了，請退貨'), languageOf('表带断了，请退货'), languageOf('The strap broke'), languageOf('123')]).toEqual(['zh-Hant', 'zh-CN', 'en', 'zh-CN'])
})
