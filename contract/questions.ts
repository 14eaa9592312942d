import { z } from 'zod'
import { Code, LETTER, LINE, PARAGRAPH, optionalText } from './common.ts'

/** `scale`: one to five, five is best; `choice`: one of several; `choices`: any of several; `text`: in their own words; `number`, `day`; `files`: photos and documents. */
export const AnswerKind = z.enum(['scale', 'choice', 'choices', 'text', 'number', 'day', 'files'])
export type AnswerKind = z.infer<typeof AnswerKind>

export const MOST_QUESTIONS = 40
export const MOST_CHOICES = 20
const MOST_FILES = 20
/** Exact in every browser and every spreadsheet. */
const MOST_NUMBER = 1_000_000_000_000

/** What one reads: in one language at least; whoever reads another sees that. */
const said = (most: number) => z.strictObject({ 'zh-CN': optionalText(most), 'zh-Hant': optionalText(most), en: optionalText(most) })
export const Said = said(LINE)
export type Said = z.infer<typeof Said>

/** Asked only where an earlier question was answered so: a choice by its code, a scale by its number. */
const Condition = z.strictObject({ code: Code, is: z.array(z.string().max(40)).min(1).max(MOST_CHOICES) })
export const Choice = z.strictObject({ code: Code, label: Said })

export const Question = z.strictObject({
  /** Stays the same in later editions, so that answers can be counted together. */
  code: Code, kind: AnswerKind, text: Said, hint: Said.nullable().default(null), required: z.boolean().default(false), choices: z.array(Choice).max(MOST_CHOICES).default([]), showIf: Condition.nullable().default(null),
})
export type Question = z.infer<typeof Question>

/** What is asked: a title, what is said first, the questions. */
export const Questions = z.strictObject({ title: Said, intro: said(PARAGRAPH).nullable().default(null), questions: z.array(Question).min(1).max(MOST_QUESTIONS) })
export type Questions = z.infer<typeof Questions>

export const Answer = z.union([z.number().min(-MOST_NUMBER).max(MOST_NUMBER), optionalText(LETTER), z.array(z.string().max(60)).max(MOST_FILES)])
export type Answer = z.infer<typeof Answer>
/** By the code of the question. */
export const Answers = z.record(Code, Answer)
export type Answers = Readonly<Record<string, Answer>>
