import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { HostKind } from './host.ts'
import { PaperFailed, type Papers, type PapersOptions, papers } from './render.ts'
import { samplePaper } from './sample.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const data = samplePaper('zh-CN', {})

/** Answers a receipt, dies of an agreement, is stuck in a notice, refuses a file. */
const STUB = `
import { parentPort } from 'node:worker_threads'
const reply = (message) => (parentPort ? parentPort.postMessage(message) : process.send(message))
;(parentPort ?? process).on('message', ({ id, paper, data }) => {
  if (paper === 'agreement') process.exit(3)
  if (paper === 'file') reply({ id, fault: 'no such font' })
  if (paper === 'receipt') reply({ id, pdf: new TextEncoder().encode(data.printedBy) })
})
if (!parentPort) process.on('disconnect', () => process.exit(0))
`

const HOSTS: readonly HostKind[] = ['thread', 'process']
let folder = ''
let started = 0
let printer: Papers | null = null
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'paper-'))
  writeFileSync(join(folder, 'stub.mjs'), STUB)
})
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => printer?.close())

const open = (host: HostKind, more: Partial<PapersOptions> = {}): Papers => {
  started = 0
  printer = papers({
    root,
    host,
    ...more,
    worker: () => {
      started += 1
      return { file: join(folder, 'stub.mjs'), execArgv: [] }
    },
  })
  return printer
}
const receipt = async (from: Papers, by: string) => new TextDecoder().decode(await from.renderPaper('receipt', { ...data, printedBy: by }))

it.each(HOSTS)('a %s starts with the first paper and is kept', async (host) => {
  const from = open(host)
  expect(started).toBe(0)
  expect([await receipt(from, 'a'), await receipt(from, 'b')]).toEqual(['a', 'b'])
  expect(started).toBe(1)
})

it.each(HOSTS)('a %s answers each of many in turn', async (host) => {
  const from = open(host)
  const names = Array.from({ length: 30 }, (_, at) => `n${at}`)
  expect(await Promise.all(names.map((name) => receipt(from, name)))).toEqual(names)
  expect(started).toBe(1)
})

it.each(HOSTS)('a %s is started anew after it died; only the paper it had is lost', async (host) => {
  const from = open(host)
  const [dead, alive] = await Promise.allSettled([from.renderPaper('agreement', data), receipt(from, 'after')])
  expect(dead).toMatchObject({ status: 'rejected', reason: expect.any(PaperFailed) })
  expect(alive).toEqual({ status: 'fulfilled', value: 'after' })
  expect(started).toBe(2)
})

it.each(HOSTS)('a %s is given up when a paper takes too long', async (host) => {
  const from = open(host, { timeoutMs: 2_000 })
  const [late, alive] = await Promise.allSettled([from.renderPaper('notice', data), receipt(from, 'after')])
  expect(late).toMatchObject({ status: 'rejected', reason: { message: 'not ready after 2000 ms' } })
  expect(alive).toEqual({ status: 'fulfilled', value: 'after' })
  expect(started).toBe(2)
})

it.each(HOSTS)('a %s says why a paper failed and stays', async (host) => {
  const from = open(host)
  await expect(from.renderPaper('file', data)).rejects.toEqual(new PaperFailed('no such font'))
  expect(await receipt(from, 'x')).toBe('x')
  expect(started).toBe(1)
})

it.each(HOSTS)('a %s ends when idle and comes back', async (host) => {
  const from = open(host, { idleMs: 30 })
  await receipt(from, 'x')
  await new Promise((resolve) => {
    setTimeout(resolve, 250)
  })
  expect(await receipt(from, 'y')).toBe('y')
  expect(started).toBe(2)
})

it.each(HOSTS)('a %s fails what waits when it is closed', async (host) => {
  const from = open(host)
  const both = Promise.allSettled([from.renderPaper('notice', data), receipt(from, 'x')])
  from.close()
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})

it.each(HOSTS)('a %s makes real papers from source', { timeout: 20_000 }, async (host) => {
  printer = papers({ root, host })
  const pdf = await printer.renderPaper('receipt', data)
  expect(new TextDecoder('latin1').decode(pdf.subarray(0, 5))).toBe('%PDF-')
})

it('fails the paper, not the server, when there is no worker to start', async () => {
  const printer = papers({
    root,
    worker: () => {
      throw new Error('not built')
    },
  })
  await expect(printer.renderPaper('receipt', data)).rejects.toEqual(new PaperFailed('Error: not built'))
  await expect(printer.renderPaper('receipt', data)).rejects.toBeInstanceOf(PaperFailed)
})
