import type { Said } from './commands/queue.ts'

/** A message as a mail: what it says is its subject, the link stands below. A digest has a title of its own. */
export const wordsOnly = ({ title, text, url: plain, link, template }: Said): { subject: string; text: string } => {
  const url = link ?? plain
  return { subject: template === 'digest' ? title : text, text: [text, ...(url ? [url] : [])].join('\n\n') + (url ? '\n' : '') }
}
