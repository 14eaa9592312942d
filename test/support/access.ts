import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

interface Violation { readonly id: string; readonly help: string; readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[] }
interface Axe { run(context: object, options: object): Promise<{ violations: readonly Violation[] }> }
interface Marked { partsOf?: Map<Element, string> }

/** By width of the window and colours: what was looked at already. */
const seen = new Map<string, Set<string>>()

/**
 * The parts of a page: what each element is built of and stands in, whatever it says. Two parts are alike where elements, classes, roles and
 * states are the same all the way down and all the way up, so that the same rules of style hold for them.
 */
const partsOn = (page: Page): Promise<{ readonly light: string; readonly parts: readonly string[] }> => page.evaluate(() => {
  const told = /^(?:class|style|role|type|tabindex|disabled|hidden|inert|open|readonly|required|checked|aria-(?!label|description|controls|owns|activedescendant|value).*)$/
  const named = /^(?:alt|title|placeholder|href|for|id|aria-label|aria-labelledby|aria-describedby)$/
  const hash = (text: string) => {
    let [a, b] = [0x811c9dc5, 0x1b873593]
    for (let at = 0; at < text.length; at++) {
      a = Math.imul(a ^ text.charCodeAt(at), 0x01000193)
      b = Math.imul(b ^ text.charCodeAt(at), 0x85ebca6b)
    }
    return `${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`
  }
  const said = ({ name, value }: Attr) => {
    if (told.test(name)) return `${name}=${value}`
    return named.test(name) ? `${name}${value ? '' : '='}` : ''
  }
  const own = (element: Element) => `${element.tagName} ${[...element.attributes].map(said).sort().join(' ')}`
  const parts = new Map<Element, string>()
  const below = (element: Element, above: string): string => {
    const self = own(element)
    const here = hash(above + self)
    const children = element.tagName === 'svg' ? [] : [...element.childNodes].map((child) => (child instanceof Element ? below(child, here) : child.textContent?.trim() ? '#' : ''))
    // A list of three is a list of five.
    const built = `${self}(${children.filter((child, at) => child !== '' && child !== children[at - 1]).join(',')})`
    parts.set(element, hash(here + built))
    return hash(built)
  }
  below(document.documentElement, '')
  ;(window as Marked).partsOf = parts
  return { light: `${innerWidth} ${matchMedia('(prefers-color-scheme: dark)').matches}`, parts: [...parts.values()] }
})

/** What axe finds, one line for each element, but for the parts that are `known`. */
const violationsOn = (page: Page, known: readonly string[]): Promise<readonly Violation[]> => page.evaluate(async ({ tags, past }) => {
  const { axe, partsOf } = window as unknown as { axe: Axe } & Required<Marked>
  const old = new Set(past)
  // What holds for the page as a whole (its title, its language) is asked each time.
  const isOld = (element: Element | null) => element !== document.documentElement && old.has(partsOf.get(element as Element) ?? '')
  const exclude = [...partsOf.keys()].filter((element) => isOld(element) && !isOld(element.parentElement))
  // To read the styles inside a shadow root axe writes them anew, without the page's nonce: the browser refuses that, and says so.
  const preload = ![...document.querySelectorAll('*')].some((element) => element.shadowRoot)
  return (await axe.run(exclude.length ? { include: [document.documentElement], exclude } : document, { runOnly: tags, resultTypes: ['violations'], preload })).violations
}, { tags: TAGS, past: known })

/** WCAG 2.2 AA by machine: every part of a screen is looked at where it is first met, in each width and in light and dark. */
export const accessFaults = async (page: Page): Promise<readonly string[]> => {
  const { light, parts } = await partsOn(page)
  const past = seen.get(light) ?? new Set()
  seen.set(light, past)
  const known = [...new Set(parts)].filter((part) => past.has(part))
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(AXE)
  const violations = await violationsOn(page, known)
  for (const part of parts) past.add(part)
  const found = violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${violation.help}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`))
  // What lies half under a bar that stays in place is scrolled into the open.
  return found.filter((fault) => !(fault.startsWith('target-size') && fault.includes('partially obscured')))
}
