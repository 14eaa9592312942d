import * as contract from '#contract/draft.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { discardDraft, handDraft, registerDraft, restoreDraft, saveDraft, takeDraft } from './commands.ts'
import { draft, drafts } from './queries.ts'

export const routes = [
  expose(contract.drafts, drafts),
  expose(contract.draft, draft),
  exposeThen(contract.saveDraft, saveDraft, draft),
  exposeThen(contract.handDraft, handDraft, draft),
  exposeThen(contract.takeDraft, takeDraft, draft),
  exposeThen(contract.discardDraft, discardDraft, draft),
  exposeThen(contract.restoreDraft, restoreDraft, draft),
  expose(contract.registerDraft, registerDraft),
]
