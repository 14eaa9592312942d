import type { Said } from './commands/queue.ts'

/** A message as a mail: what it says is its subject, the link stands below. A digest has a title of its own. */
export const wordsOnly = ({ title, text, url, template }: Said): { subject: string; text: string } => {
  return { subject: template === 'digest' ? title : text, text: [text, ...(url ? [url] : [])].join('\n\n') + (url ? '\n' : '') }
}
