/**
 * What a line of a mail is: blank, quoted, the mark where an earlier mail begins, a line of its head (`发件人：…`), a line that says who wrote
 * it (`在 …，… 写道：`), a rule, a line that a telephone adds, or text.
 */
export type Kind = 'blank' | 'quoted' | 'mark' | 'head' | 'wrote' | 'rule' | 'added' | 'text'

/** Longer lines are text: nothing that a program writes between two mails is so long. */
const LONGEST = 500

const BLANK = /^[\s\u200b\u200c\u2060ᐧ]*$/u
const QUOTED = /^\s{0,3}(>|\|\s(?!\|)\S|\||[A-Za-z]{1,12}>)/
const RULE = /^[\s*]*([-_*#~=+—–─━]\s?){2,}\s*$/
/** The frame of a signature that is a table. */
const FRAME = /^[\s|]*\|[\s|]*$/
const MARK = /^[\s*>]*[-_—─=]{2,}[\s\u00a0]*.{0,40}?(original|forwarded|origine|mensaje|messaggio|mensagem|ursprüngliche|weitergeleitete|oorspronkelijk|исходное|原始|原件|原文|原邮件|原郵件|转发|轉發|轉寄).{0,40}?[\s\u00a0]*[-_—─=]{2,}[\s*]*$/iu
const FORWARDS = /^\s*(begin forwarded message|(以下|下面)是(被)?(转发|轉寄|轉發)的(邮件|郵件|訊息)|开始转发的邮件|開始轉寄郵件)\s*[:：]?\s*$/iu

const LABELS = [
  'from', 'sent', 'date', 'to', 'cc', 'bcc', 'subject', 'reply-to', 'importance', 'attachments?', 'organi[sz]ation',
  '发\\s*件\\s*人', '发\\s*送\\s*(时\\s*间|日\\s*期)', '收\\s*件\\s*人', '抄\\s*送(\\s*人)?', '密\\s*送', '主\\s*题', '日\\s*期', '时\\s*间', '附\\s*件', '回复(至|地址)?', '答复',
  '寄\\s*件\\s*(者|人)', '寄\\s*件\\s*日\\s*期', '發\\s*件\\s*人', '發\\s*送\\s*(時\\s*間|日\\s*期)', '傳\\s*送\\s*(時\\s*間|日\\s*期)', '收\\s*件\\s*者', '副\\s*本', '主\\s*旨', '主\\s*題', '時\\s*間',
  'von', 'gesendet', 'an', 'betreff', 'datum', 'de', 'enviado( el)?', 'para', 'asunto', 'fecha', 'envoyé', 'à', 'objet', 'da', 'inviato', 'oggetto', 'assunto', 'enviada em', 'van', 'verzonden', 'aan', 'onderwerp', 'fra', 'från', 'skickat', 'till', 'ämne', 'od', 'do', 'temat', 'от', 'отправлено', 'кому', 'тема', '差出人', '送信日時', '宛先', '件名',
].join('|')
const HEAD = new RegExp(`^[\\s*|>]{0,6}(${LABELS})[\\s*]*[:：|]`, 'iu')

const ADDED = [
  /^\s*[([]?(sent|get|download|delivered|posted) (from|via|with|using|on|outlook|yahoo|by)\b.{0,120}$/i,
  /^\s*(this (mail|e-?mail|message) was )?sent from .{0,80}$/i,
  /^\s*(发自|發自|来自|來自|寄自|傳自|传自|从|從|由)\s?(我的|我|您的|网易|網易|qq|新浪|foxmail|outlook|windows|华为|小米|iphone|ipad|android|手机|手機).{0,40}$/iu,
  /^\s*(签名由|簽名由).{0,30}(定制|訂製|定製)\s*$/u,
  /^\s*(获取|取得|下载|下載)\s*(适用于|適用於)?.{0,20}outlook.{0,40}$/iu,
  /^\s*(sendt fra|skickat från|envoyé (de|depuis)|enviado (desde|do|de)|inviato da|von meinem|gesendet (von|mit)|verzonden (vanaf|met)|verstuurd vanaf|wysłane z|отправлено (с|из)|lähetetty)\b.{0,80}$/iu,
]

const WHEN_OR_WHO = /\d{4}|\d{1,2}[:：.]\d{2}|@/
const WROTE = [
  /(写道|寫道|写到|寫到|写了|编写|撰寫)\s*[:：]?\s*$/u,
  /^\s*(on|at)\b.*\b(wrote|said|writes)\s*[:：]\s*$/i,
  /<[^<>]*@[^<>]*>[^<>]{0,40}\b(wrote|said|writes)\s*[:：]\s*$/i,
  /^\s*(am|le|el|il|em|op|den|dnia|dne|a|ve|den)\s.*\b(schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał(\(a\))?|napsal(\(a\))?|kirjoitti)\b.*[:：]\s*$/iu,
  /(написал(\(а\)|а)?|пишет|のメッセージ|は書きました|님이 작성|작성)\s*[:：]\s*$/u,
  /(a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał\(a\))\s*[:：]\s*$/iu,
  /^\s*\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}.*<[^<>]*@[^<>]*>\s*[:：]?\s*$/u,
]

/** Whether lines put together say who wrote what follows. */
export const saysWhoWrote = (joined: string): boolean => joined.length <= LONGEST && WHEN_OR_WHO.test(joined) && WROTE.some((one) => one.test(joined))

const short = (line: string): Kind => {
  if (RULE.test(line) || FRAME.test(line)) return 'rule'
  if (MARK.test(line) || FORWARDS.test(line)) return 'mark'
  if (HEAD.test(line)) return 'head'
  if (QUOTED.test(line)) return 'quoted'
  if (ADDED.some((one) => one.test(line))) return 'added'
  return saysWhoWrote(line) ? 'wrote' : 'text'
}

/** The kind of a line by itself. */
export const kindOf = (line: string): Kind => {
  if (BLANK.test(line)) return 'blank'
  return line.length > LONGEST ? (line.startsWith('>') ? 'quoted' : 'text') : short(line)
}
