import { compile } from 'html-to-text'

/** Longer HTML is read as far as this. */
const MOST_HTML = 4_000_000
const SKIPPED = ['img', 'style', 'script', 'head', 'title', 'noscript', 'svg', 'iframe', 'object'].map((selector) => ({ selector, format: 'skip' }))

const toText = compile({
  wordwrap: false, preserveNewlines: false, limits: { maxInputLength: MOST_HTML, maxDepth: 200, maxChildNodes: 20_000, ellipsis: '' },
  selectors: [
    ...SKIPPED, { selector: 'a', options: { ignoreHref: true } }, { selector: 'p', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false, leadingLineBreaks: 1, trailingLineBreaks: 1 } })),
    { selector: 'hr', options: { length: 20 } }, { selector: 'blockquote', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } }, { selector: 'ul', options: { itemPrefix: '- ' } },
  ],
})

/** The readable text of an HTML mail: nothing of it runs, nothing is fetched, quoted parts begin with `>`. */
export const plainOf = (html: string): string => toText(html)
