import { LINE } from '#contract/common.ts'
import type { Instant } from '#kernel/time.ts'
import { chineseAt, plainChinese } from './chinese.ts'
import { englishAt, plainEnglish } from './english.ts'
import { momentSaid, type Said } from './moment.ts'
import { everyTime, type Found } from './piece.ts'

/** What may be a promise: `quote` the words that name the time, `text` what was said with them. */
export interface SaidPromise { readonly quote: string; readonly text: string; readonly due: Instant }

const MOST = 5

/** Words by which one undertakes something. A time without “by” or “within” is a promise only beside one of them. */
const UNDERTAKES = /回电|回复|答复|回话|回音|联系|联络|致电|打电话|去电|给[您你]|告诉|告知|通知|处理|解决|安排|办[好完]|完成|寄|发[出给]|退款|退[还回]|到账|送[到去来]|上门|结果|交代|跟进|修好|换好|回访|面谈|拜访|说法|说明|确认|回覆|覆您|(?:call|ring|phone|write to|contact|update|inform|tell) you|call(?:ing)? (?:back|her|him|them|the customer)|ring back|get back|reply|answer|respond|let you know|refund|send|deliver|be in touch|resolve|repair|ready|follow up|arrange|hear from|collect it|call-back|callback/
/** Their duty, not ours; what cannot be; what is over; what is asked. */
const NOT_OURS = /请[您你]|麻烦[您你]|烦请|劳烦|敬请|[您你](?:可以|方便|需要|可于|过来|到店|来店)|有效|营业|\bplease (?!expect)|\bkindly\b|\b(?:could|can|would|will) you\b|\byou (?:can|may|need|must|should)\b/
const CANNOT = /不能|无法|没法|做不到|来不及|不一定|未必|不会|没办法|不保证|\bcan(?:'t|not| not)|\bwon't|\bunable|\bnot able|\bnot possible|\bmay not|\bcouldn't/
const OVER = /昨[天日]|前天|上周|上个?星期|上个?月|去年|刚才|已经|已于|曾|\byesterday|\blast (?:week|month|year|mon|tue|wed|thu|fri|sat|sun)|\bago\b|\balready\b/
const ASKED = /[吗?？]|\bis it\b/

const CLAUSE = /[，,。.；;！!？?\n]/
const SENTENCE = /[。；;！!？?\n]/

const isEnd = (text: string, at: number, ends: RegExp): boolean => {
  const c = text[at]
  if (c === undefined || !ends.test(c)) return false
  // The point of 5 p.m. and of 2026.11.25, the comma of 25 November, 2026.
  return !(/[.,]/.test(c) && /[\da-z]/i.test(text[at + 1] ?? '') || c === '.' && /[ap]\.m$|\b[ap]$/i.test(text.slice(Math.max(0, at - 3), at)))
}
const around = (text: string, { from, to }: Found, ends: RegExp): readonly [number, number] => {
  let [begin, end] = [from, to]
  while (begin > 0 && !isEnd(text, begin - 1, ends)) begin--
  while (end < text.length && !isEnd(text, end, ends)) end++
  return [begin, end]
}

/** The clause, and where it says nothing but the time the one after it. */
const wordsOf = (text: string, found: Found): string => {
  const [begin, end] = around(text, found, CLAUSE)
  const own = text.slice(begin, end).trim()
  const [, whole] = around(text, found, SENTENCE)
  const longer = own.length > found.to - found.from || whole <= end ? own : text.slice(begin, whole).trim()
  return [...longer].slice(0, LINE).join('')
}

const isPromise = (plain: string, found: Found): boolean => {
  const [begin, end] = around(plain, found, CLAUSE)
  const clause = plain.slice(begin, end)
  if ([NOT_OURS, CANNOT, OVER].some((no) => no.test(clause)) || ASKED.test(plain.slice(begin, end + 1))) return false
  const [first, last] = around(plain, found, SENTENCE)
  return found.bound || UNDERTAKES.test(plain.slice(first, last))
}

/** What a text promises by when, in Chinese of either script and in English; times that are vague (尽快, soon) are none. Never more than five. */
export const promisesSaid = (text: string, said: Said): SaidPromise[] => {
  const plain = plainEnglish(plainChinese(text))
  const all = [...everyTime(plain, chineseAt), ...everyTime(plain, englishAt)]
  const longer = (one: Found, other: Found) => one !== other && one.from < other.to && other.from < one.to && (other.to - other.from) > (one.to - one.from)
  const times = all.filter((one, i) => !all.some((other, j) => longer(one, other) || (j < i && one.from === other.from && one.to === other.to))).sort((a, b) => a.from - b.from)
  const found = times.filter((time) => isPromise(plain, time)).flatMap((time) => {
    const due = momentSaid(time.when, said)
    return due ? [{ quote: text.slice(time.from, time.to).trim(), text: wordsOf(text, time), due }] : []
  })
  return found.filter((one, i) => found.findIndex((other) => other.due.getTime() === one.due.getTime()) === i).slice(0, MOST)
}
