import * as contract from '#contract/review.ts'
import { exposeThen } from '#kernel/http.ts'
import { noteReview, wantReview } from './commands.ts'
import { review } from './queries.ts'

export const routes = [exposeThen(contract.wantReview, wantReview, review), exposeThen(contract.noteReview, noteReview, review)]
