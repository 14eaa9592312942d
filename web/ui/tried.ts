/** The code behind which the answering page shows what an editor tries out: nothing is asked of the server, nothing is sent. */
export const TRIED = 'tried'
/** Where that lies: in the window that writes it, which the frame beside it shares. */
export const TRIED_AT = 'wenguo.questionnaire.tried'
