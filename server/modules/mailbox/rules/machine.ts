import type { MailReason } from '#contract/mailbox.ts'

/** Headers of a mail by lower-case name. */
export type Headers = Readonly<Record<string, readonly string[]>>

export interface Envelope { readonly headers: Headers; readonly fromAddress: string | null; readonly fromName: string | null; readonly subject: string }

const first = (headers: Headers, name: string): string => headers[name]?.[0]?.trim() ?? ''
const has = (headers: Headers, name: string): boolean => headers[name] !== undefined

/** Mail systems sign with these names (RFC 2142, RFC 5321 4.5.5, and what is in use). */
const MAIL_SYSTEM = /^(mailer-?(daemon|deamon|devil)|postmaster|mail[-_.]?(delivery|system|daemon|admin\w*)|mdaemon|double-?bounce|bounces?|bounce[+-=][^@]*|system-anti-virus\w*|mail-?error|returnmail|delivery-?(report|status|system)\w*|nondelivery)(@|$)/i
const MAIL_SYSTEM_NAME = /mail (delivery|system)|mailer.?daemon|delivery (sub)?system|postmaster|系统退信|退信|郵件傳遞|邮件传送/i
const BOUNCED = /undeliver(ed|able)|returned (mail|to sender|message)|delivery (status notification|failure|failed|problem|report|has failed|error|delayed)|failure (notice|delivery)|mail (delivery|system) (fail|error|problem)|(mail|message)( could| can)?( ?not|n't) (be )?(deliver|send)|non.?deliver|user unknown|rejected (mail|posting)|mail failure|message delivery|bounced? (mail|message)|unable to deliver|not delivered|can ?not send|无法(投递|送达|递送|传递)|退信|投递失败|未送达|發送失敗|无法发送|傳遞失敗|無法傳遞|退回/i
const AUTO_SUBJECT = /^\s*(\[?(auto(matic)?[- ]?(reply|response|answer)|out of( the)? office|autoreply|away from (my|the) (office|mail)|vacation|on leave)\b|自动(回复|答复|应答)|自動(回覆|回復|答覆)|(不在|外出|休假)(办公室|辦公室)?[:：]|abwesenheit|réponse automatique)/i
const REPORT_TYPE = /report-type\s*=\s*"?([\w-]+)/i

const reportOf = (headers: Headers): string => (/^multipart\/report/i.test(first(headers, 'content-type')) ? REPORT_TYPE.exec(first(headers, 'content-type'))?.[1]?.toLowerCase() ?? 'unknown' : '')

const fromSystem = ({ fromAddress, fromName }: Envelope): boolean => MAIL_SYSTEM.test(fromAddress ?? '') || (MAIL_SYSTEM_NAME.test(fromName ?? '') && !/客服|service|support/i.test(fromName ?? ''))
const nullSender = (headers: Headers): boolean => has(headers, 'return-path') && /^<\s*>$/.test(first(headers, 'return-path'))

const isBounce = (mail: Envelope): boolean => {
  const { headers, subject } = mail
  if (reportOf(headers) === 'delivery-status' || has(headers, 'x-failed-recipients') || first(headers, 'x-mailer-daemon') !== '') return true
  if (fromSystem(mail)) return true
  return BOUNCED.test(subject) && (nullSender(headers) || mail.fromAddress === null || autoSubmitted(headers))
}

/** RFC 3834: anything but `no` was not written by a person. */
const autoSubmitted = (headers: Headers): boolean => {
  const value = first(headers, 'auto-submitted').toLowerCase().split(/[\s;(]/)[0] ?? ''
  return value !== '' && value !== 'no'
}

/** Marks that programs set which answer by themselves; the standard one and what was in use before it. */
const isAutoReply = (mail: Envelope): boolean => {
  const { headers, subject } = mail
  if (autoSubmitted(headers) || ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply', 'x-mail-autoreply', 'x-vacation'].some((name) => has(headers, name) && !/^no$/i.test(first(headers, name)))) return true
  if (/^auto[-_]?reply$/i.test(first(headers, 'precedence')) || /^(oof|autoreply)/i.test(first(headers, 'x-auto-response-suppress')) && has(headers, 'x-ms-exchange-generated-message-source')) return true
  return AUTO_SUBJECT.test(subject) || nullSender(headers)
}

/** Sent to many: lists, newsletters, ratings of themselves (RFC 2919, RFC 2369, RFC 8058). */
const isBulk = ({ headers }: Envelope): boolean =>
  ['list-id', 'list-unsubscribe', 'list-post', 'feedback-id', 'x-campaign-id', 'x-mailgun-tag'].some((name) => has(headers, name)) || /^(bulk|list|junk)$/i.test(first(headers, 'precedence'))

/** What kind of program wrote a mail that no person did; null when one may have. Bulk mail is told apart: an answer of a person can come through a list. */
export const machineOf = (mail: Envelope): Extract<MailReason, 'bounce' | 'autoReply' | 'report' | 'bulk'> | null => {
  const report = reportOf(mail.headers)
  if (report === 'feedback-report') return 'report'
  if (report === 'disposition-notification') return 'autoReply'
  if (isBounce(mail)) return 'bounce'
  if (isAutoReply(mail)) return 'autoReply'
  return isBulk(mail) ? 'bulk' : null
}

/** Only somebody with the key can read it: there is nothing to register. */
export const isEncrypted = ({ headers }: Envelope): boolean => {
  const type = first(headers, 'content-type')
  return /^multipart\/encrypted/i.test(type) || (/^application\/(x-)?pkcs7-mime/i.test(type) && !/smime-type\s*=\s*"?signed-data/i.test(type))
}
