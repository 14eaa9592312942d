import type { Page } from 'playwright-core'

/** What is on the screen and what a screen reader says, text by text, but for what lies within `silent`. */
export const textsOn = (page: Page, silent: string): Promise<readonly string[]> => page.evaluate((asItIs) => {
  const names = ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt']
  const said = [...document.body.querySelectorAll('*')].filter((element) => !element.closest(`script, style, noscript, ${asItIs}`))
  const texts = said.flatMap((element) => [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent ?? ''))
  const heard = said.filter((element) => !element.closest('[aria-hidden=true]')).flatMap((element) => names.map((name) => element.getAttribute(name) ?? ''))
  return [...new Set([document.title, ...texts, ...heard].map((text) => text.trim()).filter(Boolean))]
}, silent)
