import { command } from '#kernel/command.ts'
import { attach } from '#modules/complaint/commands/attach.ts'
import { addFile, type NewFile } from '#modules/files/commands.ts'
import { PaperSealed } from '../events.ts'
import { factOf, lockPaper } from './lock.ts'

/** The PDF of what both signed is kept, and its SHA-256 told to the log that nobody can change. Once: a repeated job finds it there. */
export const seal = command('agreement.seal', async (tx, { paperId, file }: { paperId: string; file: NewFile }) => {
  const { complaint, paper, subject } = await lockPaper(tx, paperId)
  if (paper.state !== 'signed' || paper.pdf_id) return { sealed: false }
  const { id } = await addFile.run(tx, file)
  // Both hands are on it: it is shown to those who may see a signature.
  await attach(tx, complaint.id, [id], 'signature')
  await tx.db.updateTable('agreement.paper').set({ pdf_id: id, pdf_sha256: file.sha256, sealed_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', paperId).execute()
  await tx.record(PaperSealed, { subject, payload: { ...factOf(paper), fileId: id, pdfSha256: file.sha256 } })
  return { sealed: true }
})
