import { EVIDENCE_FORMATS, type EvidenceFormat } from '../../flows/index.js';
import { offerFile } from '../files.js';
import { notice, SHOW_LIST } from '../replies.js';
import type { Answer, Command, Request } from '../types.js';

export const exportReport: Command = {
  intent: 'export',
  group: 'Do something about it',
  title: 'export as excel',
  aliases: ['export as csv', 'give me the list as a file'],
  help: 'evidence for auditors as Excel, csv or json; in our personal chat',
  run: async (request, { slots }) => {
    const format = EVIDENCE_FORMATS.find((each) => each === (slots.format ?? 'xlsx'));
    return format ? offer(request, format) : notice(request, NO_PDF, { buttons: [SHOW_LIST], page: EVIDENCE });
  },
};

/** The tab's page with the same evidence, to be printed or downloaded by who may see it. */
const EVIDENCE = 'evidence';

/** INVARIANT: a file full of names only comes where nobody else reads along; Teams takes a bot's files nowhere else, either. */
async function offer(request: Request, format: EvidenceFormat): Promise<Answer> {
  if (!request.person.isPersonal) return notice(request, request.person.isPersonal === undefined ? TERMINAL : SHARED, { buttons: [SHOW_LIST], page: EVIDENCE });
  const file = offerFile(await request.scan(), format, request.parts.now());
  const { presented } = notice(request, `I offer you \`${file.name}\`. It is made when you accept, from the newest scan.`);
  return { presented, offer: file };
}

const NO_PDF = "I don't write PDF, but the report's evidence page can be printed to one. Say `export as excel`, `export as csv` or `export as json`.";
const SHARED = 'A file full of names does not belong where others read along: ask me in our personal chat.';
const TERMINAL = 'Files only come in our personal chat in Teams: ask me there. On the machine the bot runs on, `npm run cli -- scan --xlsx FILE` writes one.';
