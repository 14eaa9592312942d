import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { ROOT } from '#kernel/root.ts'

/** Chinese, the signs that stand among Chinese only, and quotes, which each language has its own of. A wide space is no sign. */
const CHINESE = /[\p{Script=Han}\u3001-\u303f\uff01-\uffee“”]/u
const LETTERS = /\p{L}/u
/** The beginning of a sentence, or the middle of one. */
const SENTENCE = /\p{Lu}\p{L}*,? \p{L}{2,}|(?:\p{L}{2,},? ){2}\p{L}{2,}/u
const LOOK = /^#[\da-f]{6}$|rgba\(|sans-serif$/i
/** They read what is written in every writing, and show nothing. */
const READERS = ['modules/communication/answered-points.ts', 'ui/scripts.ts']
/** Attributes and properties that people read or hear. */
const SEEN = /^(?:aria-(?:label|description|roledescription|valuetext|placeholder)|label|title|placeholder|alt|hint|sub|text|tip|tooltip|description|message|content|caption|okText|cancelText|emptyText|extra|addonBefore|addonAfter|suffix|prefix)$/
/** Attributes that hold names for the machine, more than one of them side by side. */
const UNSEEN = /^(?:className|class|style|rel|d|points|transform|viewBox|strokeDasharray|allow|sandbox|accept|autoComplete|textAnchor)$/

/** A language is called by its own name. */
const OWN_NAMES = ['简体', '繁體', 'English']

const isText = (node: ts.Node): node is ts.StringLiteralLike | ts.TemplateLiteralToken | ts.JsxText =>
  ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isJsxText(node)

/** What a value is used as, seen through conditions and joined texts. */
const usedAs = (node: ts.Node): ts.Node => {
  const { parent } = node
  const through = ts.isParenthesizedExpression(parent) || ts.isTemplateSpan(parent) || ts.isTemplateExpression(parent) || ts.isAsExpression(parent)
    || (ts.isConditionalExpression(parent) && parent.condition !== node)
    || (ts.isBinaryExpression(parent) && [ts.SyntaxKind.PlusToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.AmpersandAmpersandToken].includes(parent.operatorToken.kind))
  return through ? usedAs(parent) : parent
}

const nameOf = (use: ts.Node): string | null => {
  if (ts.isJsxExpression(use)) return ts.isJsxAttribute(use.parent) ? use.parent.name.getText() : null
  if (ts.isJsxAttribute(use) || ts.isPropertyAssignment(use)) return use.name.getText().replace(/^['"]|['"]$/g, '')
  return null
}

/** On a key of the keyboard. */
const isOnKey = (node: ts.Node) => ts.isJsxElement(node.parent) && node.parent.openingElement.tagName.getText() === 'kbd'
const isChild = (use: ts.Node) => ts.isJsxExpression(use) && !ts.isJsxAttribute(use.parent)
const isForDevelopers = (use: ts.Node) => ts.isNewExpression(use) || ts.isImportDeclaration(use) || ts.isLiteralTypeNode(use)

const isSilent = (text: string) => OWN_NAMES.includes(text) || LOOK.test(text) || !LETTERS.test(text)

/** Whether a reader meets this text on a page although it comes from no locale. */
const isUnspoken = (node: ts.StringLiteralLike | ts.TemplateLiteralToken | ts.JsxText): boolean => {
  const { text } = node
  if (CHINESE.test(text)) return !OWN_NAMES.includes(text)
  if (isSilent(text)) return false
  if (ts.isJsxText(node)) return !isOnKey(node)
  const use = usedAs(node)
  if (isForDevelopers(use) || isOnKey(use)) return false
  const name = nameOf(use)
  if (isChild(use) || (name !== null && SEEN.test(name))) return true
  return SENTENCE.test(text) && !(name !== null && UNSEEN.test(name))
}

/** Texts in a source of the pages that no locale file holds: `12: Sign out`. */
export const unspokenIn = (path: string, source: string): string[] => {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (isText(node) && isUnspoken(node)) found.push(`${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${node.text.trim().slice(0, 60)}`)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

/** Texts that people see on the pages and that stand in the source instead of in `locales/`. @returns the faults. */
export const checkPageTexts = (): string[] => readdirSync(join(ROOT, 'web'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.(?:test|d)\.tsx?$/.test(name) && !READERS.includes(name))
  .flatMap((name) => unspokenIn(name, readFileSync(join(ROOT, 'web', name), 'utf8')).map((fault) => `web/${name}:${fault}`))
