import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { accessFaults } from './access.ts'

let shots: string | undefined
let taken = 0

/** Keeps a picture of a window in a folder of its own below the temp folder; returns its path. */
export const keepShot = async (page: Page, name: string): Promise<string> => {
  shots ??= mkdtempSync(join(tmpdir(), 'wenguo-shots-'))
  taken += 1
  const path = join(shots, `${String(taken).padStart(2, '0')}-${name}.png`)
  await page.screenshot({ path }).catch(() => undefined)
  return path
}

/** Everything asked for is there and stands still. */
export const settle = async (page: Page) => {
  await page.waitForLoadState('load')
  await page.waitForFunction(() => !document.querySelector('.bones, .splash, .top-wait, .bone-band, .ant-btn-loading, .ant-btn-loading-icon') && document.fonts.status === 'loaded')
  await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)) }))
}

/** What sticks out sideways of the window or of the side panel. */
const overflowing = (page: Page): Promise<readonly string[]> => page.evaluate(() => {
  const boxes = [document.scrollingElement, ...document.querySelectorAll('.ant-drawer-body')].filter((box) => box !== null)
  return boxes.filter((box) => box.scrollWidth > Math.min(box.clientWidth, innerWidth) + 1).map((box) => {
    const edge = box.getBoundingClientRect().left + box.clientWidth
    const wide = [...box.querySelectorAll('*')].findLast((child) => child.getBoundingClientRect().right > edge + 1 && !child.closest('.scroll-x'))
    return `${box.tagName} is ${box.scrollWidth} wide in ${box.clientWidth}: ${wide?.outerHTML.slice(0, 200) ?? ''}`
  })
})

/** Keys of words that nobody translated, and `undefined` shown to people. What people typed may look like anything. */
const unspoken = (page: Page, typed: string): Promise<readonly string[]> => page.evaluate((own) => {
  const texts: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  // A mark of the search parts a text that is one.
  const whole = (node: Node) => (node.parentElement?.querySelector(':scope > mark') ? node.parentElement : node).textContent?.trim() ?? ''
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (!node.parentElement?.closest('script, style')) texts.push(whole(node))
  const isKey = (text: string) => /^([a-z][\w-]*:)?[a-z][a-zA-Z]*(\.[a-z][a-zA-Z0-9]*)+$/.test(text) && !/\.(png|jpg|pdf|com|cn)$/.test(text)
  return texts.filter((text) => (own === '' || !text.includes(own)) && (isKey(text) || /\{\{|\bundefined\b|\[object |\bNaN\b/.test(text)))
}, typed)

/** An icon without words of its own says its English file name to a screen reader. */
const talkingIcons = (page: Page): Promise<readonly string[]> => page.evaluate(() =>
  [...document.querySelectorAll(':is(a, button, [role=button]) .anticon[aria-label]')]
    .filter((icon) => !icon.closest('[aria-hidden=true]') && !icon.parentElement?.closest('[aria-label]'))
    .map((icon) => `icon ${icon.getAttribute('aria-label')} in ${icon.parentElement?.outerHTML.slice(0, 200)}`))

/** A screen as people meet it: complete, nothing sticking out, every word spoken, usable by everybody. */
export const look = async (page: Page, name: string, typed = '') => {
  await settle(page)
  if (process.env.JOURNEY_SHOTS) process.stdout.write(`${await keepShot(page, name)}\n`)
  const faults = { screen: name, overflow: await overflowing(page), words: [...await unspoken(page, typed), ...await talkingIcons(page)], access: await accessFaults(page) }
  expect.soft(faults).toEqual({ screen: name, overflow: [], words: [], access: [] })
}
